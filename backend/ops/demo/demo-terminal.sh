#!/bin/sh
# Pairs a new terminal with its store by the code that demo-shop.sh left, then serves its screen.
# $1: file with the code; $2: data folder. HUB_URL: the hub's address; TERMINAL_PORT: of the screen.
set -eu
if [ ! -f "$2/paired" ]; then
  poscloud-terminal enrol --hub "$HUB_URL" --code "$(cat "$1")" --data "$2"
  touch "$2/paired"
fi

exec poscloud-terminal serve --urls "http://127.0.0.1:${TERMINAL_PORT:-5111}" --data "$2"
