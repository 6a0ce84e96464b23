#!/bin/sh
# Writes last night's backup of the database to the storage account.
set -eu

day=$(date -u +%F)
file="bindery-$day.dump"

pg_dump --format=custom --file="/backup/$file" "$DATABASE_URL"
storage put --encrypt=provider "/backup/$file" "backups/$file"
rm "/backup/$file"

# Thirty-five days, then a backup goes.
storage expire --older-than 35d backups/
