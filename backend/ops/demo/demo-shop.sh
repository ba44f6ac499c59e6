#!/bin/sh
# Fills an empty hub with the sample shop and leaves an enrolment code for each store. Does nothing the second time.
# $1: where the codes go, as S1-code and S2-code.
set -eu
if [ -f "$1/made" ]; then
  echo "The demo's shop was made before."
  exit 0
fi

poscloud-hub sample-shop --data "$1/hub"
for store in S1 S2; do
  poscloud-hub enrolment-code --store "$store" --data "$1/hub" --json | sed -n 's/.*"code": *"\([A-Z0-9]*\)".*/\1/p' > "$1/$store-code"
  test -s "$1/$store-code"
done
touch "$1/made"
