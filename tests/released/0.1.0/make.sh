#!/usr/bin/env bash
# Made the files beside this with mcs-register 0.1.0 as of commit 5808b9a: `M=/path/to/that/mcs-register bash make.sh DIR`.
# A later program must not make them anew: they are what offices have. Everybody in them is invented.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?where}
M=${M:?the program}
mkdir -p "$out" && cd "$out"
printf 'hato4-beam-97\n' >password
printf 'futari-me-2026\n' >second-password
m() { "$M" --vault vault --backups backups --password-file password --today 2026-11-22 "$@"; }
m --account "港 花子" init --office "みなと訪問看護ステーション" >recovery-key
m import "$here/everything.json"
m account add '髙橋 𠮷郎' --role deputy --staff S-002 --new-password-file second-password
m apply "$here/commands.jsonl"
m report R8-010 --record --out R8-010.pdf
m backup --to backups
m export --format json --out document.json
m evidence --out evidence.zip
m report R8-010-1 --format txt >R8-010-1.txt
m head >head.txt
