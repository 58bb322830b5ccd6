#!/bin/sh
# Installs the browser that the tests of the embed page drive: Debian's or Ubuntu's Chromium. Without it they are skipped
# and say so. Another one: mvn verify -Dlikeness.chromium=/path/to/chrome
set -eu
if command -v chromium || command -v chromium-browser || command -v google-chrome; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  exec sudo -n "$0"
fi
apt-get update
apt-get install --yes --no-install-recommends chromium
