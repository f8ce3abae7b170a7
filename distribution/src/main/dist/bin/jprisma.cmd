@echo off
rem Runs jprisma on the Java that is packed with it.
setlocal DisableDelayedExpansion
for %%I in ("%~dp0..\lib\jprisma") do set "JPRISMA_PRODUCT=%%~fI"
"%JPRISMA_PRODUCT%\runtime\bin\java.exe" ^
 "-XX:SharedArchiveFile=%JPRISMA_PRODUCT%\archives\cli.jsa" ^
 "-Djprisma.daemon.archive=-XX:SharedArchiveFile=%JPRISMA_PRODUCT%\archives\daemon.jsa" ^
 "@%JPRISMA_PRODUCT%\java-options" ^
 "-Djprisma.distribution=%JPRISMA_PRODUCT%" -Djprisma.terminals=ask ^
 -cp "%JPRISMA_PRODUCT%\cli\*" dev.jprisma.cli.Main %*
