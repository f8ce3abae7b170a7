@echo off
rem Runs jprisma from this repository on Windows: with the Java of JAVA_HOME, or else of the PATH, and with mvn on the PATH.
rem Builds it once; after a change end its daemon (daemon stop) and delete .product\windows.
setlocal DisableDelayedExpansion
for %%I in ("%~dp0..") do set "JPRISMA_ROOT=%%~fI"
set "JPRISMA_PRODUCT=%JPRISMA_ROOT%\.product\windows"
set "JPRISMA_JAVA=java"
if defined JAVA_HOME set "JPRISMA_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JPRISMA_PRODUCT%\cli" goto run
echo Building jprisma (once; the first time Maven downloads what it needs) ...>&2
call mvn -B -ntp -q -f "%JPRISMA_ROOT%\pom.xml" -pl distribution -am package -DskipTests -Dspotless.skip 1>&2
if errorlevel 1 exit /b 1
rem Into a folder of its own, since Windows replaces no jar that a daemon has open.
xcopy /e /i /q /y "%JPRISMA_ROOT%\distribution\target\jprisma" "%JPRISMA_PRODUCT%" >nul
if errorlevel 1 exit /b 1
:run
"%JPRISMA_JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr -Djdk.reflect.useNativeAccessorOnly=true ^
 "-Djprisma.distribution=%JPRISMA_PRODUCT%" -Djprisma.terminals=ask ^
 -cp "%JPRISMA_PRODUCT%\cli\*" dev.jprisma.cli.Main %*
