# Sourced, with root set: finds a JDK 17 or newer ($java_oldest, if that is set), by itself, and sets java_home, java_major
# and java_build (what a class-data archive is made for). Looks into files instead of running any java: it is in the way
# of every command.
java_oldest=${java_oldest:-17}

# jdk_in FOLDER: sets jdk_major (0 if no JDK is there) and jdk_build.
jdk_in() {
  jdk_major=0 jdk_build= jdk_vendor=
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r jdk_key jdk_value; do
    jdk_value=${jdk_value#\"}
    jdk_value=${jdk_value%\"}
    case $jdk_key in
      JAVA_VERSION) jdk_major=${jdk_value%%[!0-9]*} ;;
      JAVA_RUNTIME_VERSION) jdk_build=$jdk_value ;;
      IMPLEMENTOR) jdk_vendor=${jdk_value##*/} ;;
    esac
    # A shell reads byte by byte, and they are the first lines of many.
    [ "$jdk_major" = 0 ] || [ -z "$jdk_build" ] || [ -z "$jdk_vendor" ] || break
  done <"$1/release"
  jdk_build="$jdk_vendor ${jdk_build:-$jdk_major}"
}

# jdk_try FOLDER: takes it if it is new enough.
jdk_try() {
  jdk_in "$1"
  if [ "${jdk_major:-0}" -gt "$java_newest" ]; then
    java_newest=$jdk_major java_newest_home=$1
  fi
  [ "${jdk_major:-0}" -ge "$java_oldest" ] || return 1
  java_home=$1 java_major=$jdk_major java_build=$jdk_build
}

# The JDK that the java of the PATH belongs to; .product/java has the one that it was last, since each link of the way
# there takes a program to read.
jdk_on_path() {
  jdk_java=$(command -v java) || return 1
  jdk_known=
  [ ! -r "$root/.product/java" ] || read -r jdk_known <"$root/.product/java"
  if [ "$jdk_java" -ef "$jdk_known/bin/java" ] && jdk_try "$jdk_known"; then
    return
  fi
  while [ -L "$jdk_java" ]; do
    jdk_link=$(readlink "$jdk_java")
    case $jdk_link in
      /*) jdk_java=$jdk_link ;;
      *) jdk_java=${jdk_java%/*}/$jdk_link ;;
    esac
  done
  jdk_try "${jdk_java%/bin/java}" || return
  [ ! -w "$root/.product" ] || echo "$java_home" >"$root/.product/java"
}

# The newest JDK of the folders where installers put them.
jdk_installed() {
  jdk_user=${HOME:-/nonexistent}
  for jdk_folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$jdk_user"/.sdkman/candidates/java/* "$jdk_user"/.jdks/* "$jdk_user"/.asdf/installs/java/* \
    "$jdk_user"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$jdk_user"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    jdk_try "$jdk_folder" || :
  done
  [ "$java_newest" -ge "$java_oldest" ] && jdk_try "$java_newest_home"
}

java_newest=0 java_newest_home=
if ! { [ -n "${JAVA_HOME:-}" ] && jdk_try "${JAVA_HOME%/}"; } && ! jdk_on_path && ! jdk_installed; then
  {
    if [ "$java_newest" -gt 0 ]; then
      echo "jprisma needs a JDK $java_oldest or newer; the newest found is $java_newest, in $java_newest_home."
    else
      echo "jprisma needs a JDK $java_oldest or newer, and none was found (JAVA_HOME, PATH, the usual folders)."
    fi
    echo "Install one and run this again:"
    echo "  Debian, Ubuntu  sudo apt-get install openjdk-$java_oldest-jdk"
    echo "  Fedora          sudo dnf install java-latest-openjdk-devel"
    echo "  macOS           brew install openjdk"
    echo "Or name the folder of one that is elsewhere: JAVA_HOME=/path/to/jdk"
  } >&2
  exit 1
fi

. "$root/scripts/launch.sh"
use_utf8
