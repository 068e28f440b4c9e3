"""From bytes to rows: containers, tables, texts and calendars, one thing at a time, within stated bounds."""
