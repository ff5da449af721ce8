"""What ExportRows.cs is measured against: the report's list, and plain rows, by xlsxwriter in constant_memory mode.

One JSON object on standard input says what to do; one on standard output says how it went.
"""
import datetime
import functools
import json
import resource
import sqlite3
import sys
import time
import zipfile

import xlsxwriter
import xlsxwriter.workbook

SELECT = """
    SELECT o.Id, o.ShortName, o.Level, o.RegionCode, s.ShortName, o.InstitutionInn,
      (SELECT c.Name FROM Chairperson c WHERE c.OrganizationId = o.Id AND c.LeftOn IS NULL ORDER BY c.ElectedOn DESC, c.Id DESC LIMIT 1),
      o.ConfirmedAt, n.Applicable, n.Missing
    FROM Organizations o LEFT JOIN Organizations s ON s.Id = o.SuperiorId JOIN Counters n ON n.OrganizationId = o.Id
    WHERE o.Level <> 0 AND o.Status = 0 ORDER BY o.Path
"""
MOSCOW = datetime.timedelta(hours=3)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def report(task, book):
    sheet = book.add_worksheet("Организации")
    whole, day = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "dd\\.mm\\.yyyy"})
    lack, quiet = (book.add_format({"align": "center", "font_color": c, **more}) for c, more in (("#8A5300", {"bg_color": "#FFF4DF"}), ("#8A94A6", {})))
    database = sqlite3.connect(task["database"])
    regions = dict(database.execute("SELECT Code, Label FROM ReferenceItems WHERE List = ?", (task["regionList"],)))
    for column, heading in enumerate(task["headings"]):
        sheet.write_string(0, column, heading)
    levels, masks, row = task["levels"], task["masks"], 0
    for number, name, level, region, superior, inn, chair, confirmed, applicable, missing in database.execute(SELECT):
        row += 1
        sheet.write_number(row, 0, number, whole)
        for column, text in enumerate((name, levels[level], regions.get(region), superior, inn, chair), 1):
            if text:
                sheet.write_string(row, column, text)
        if confirmed:
            sheet.write_datetime(row, 7, (datetime.datetime.fromisoformat(confirmed[:19]) + MOSCOW).date(), day)
        sheet.write_number(row, 8, bin(missing).count("1"), whole)
        for column, mask in enumerate(masks, 9):
            if not applicable & mask:
                sheet.write_string(row, column, "—", quiet)
            elif missing & mask:
                sheet.write_string(row, column, "пусто", lack)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, row, len(task["headings"]) - 1)
    return row


def rows(task, book):
    sheet = book.add_worksheet("Строки")
    whole, day = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "dd\\.mm\\.yyyy"})
    first = datetime.date(2020, 1, 1)
    texts, days = task["texts"], [first + datetime.timedelta(n) for n in range(1000)]
    for row in range(task["rows"]):
        for column in range(5):
            sheet.write_string(row, column, texts[(row + column) % len(texts)])
        for column in range(5, 9):
            sheet.write_number(row, column, row * column, whole)
        sheet.write_datetime(row, 9, days[row % 1000], day)
    return task["rows"]


def members(task, book):
    """Cards as MemberTable writes them; every kind of value that the catalogue has, and text for the rest."""
    day, most = book.add_format({"num_format": "dd\\.mm\\.yyyy"}), 1_048_575
    database = sqlite3.connect(task["database"])
    labels = {(kind, code): label for kind, code, label in database.execute("SELECT List, Code, Label FROM ReferenceItems")}
    columns = task["columns"]
    select = ", ".join('m."' + c["column"] + '"' for c in columns)
    query = f"""
        SELECT m.Id, o.ShortName, s.ShortName, (SELECT t.Number FROM Tickets t WHERE t.MemberId = m.Id AND t.State = 2 LIMIT 1), {select}
        FROM Members m JOIN Organizations o ON o.Id = m.OrganizationId LEFT JOIN Organizations s ON s.Id = o.SuperiorId ORDER BY m.Id LIMIT {task["rows"]}
    """
    kinds = [(at, c["kind"], c.get("list"), c.get("answers")) for at, c in enumerate(columns, 4)]
    written, row, sheet = 0, most, None
    for card in database.execute(query):
        if row == most:
            sheet, row = book.add_worksheet(), 0
            for column, heading in enumerate(["Номер карточки", "Первичная организация", "Вышестоящая", "Билет"] + [c["label"] for c in columns]):
                sheet.write_string(0, column, heading)
        row, written = row + 1, written + 1
        sheet.write_number(row, 0, card[0])
        for column in (1, 2):
            if card[column]:
                sheet.write_string(row, column, card[column])
        if card[3]:
            digits = f"{card[3]:016}"
            sheet.write_string(row, 3, f"{digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:]}")
        for column, kind, items, answers in kinds:
            value = card[column]
            if value is None:
                continue
            if kind == "date":
                sheet.write_datetime(row, column, datetime.date.fromisoformat(value), day)
            elif kind == "number":
                sheet.write_number(row, column, value)
            elif kind == "flag":
                sheet.write_string(row, column, "да" if value else "нет")
            elif kind == "choice":
                sheet.write_string(row, column, labels.get((items, value), value))
            elif kind == "answer":
                sheet.write_string(row, column, answers[str(value)])
            else:
                sheet.write_string(row, column, value)
    return written


def main():
    task = json.load(sys.stdin)
    # xlsxwriter has no setting for the level: it opens its archive with zlib's default, 6.
    xlsxwriter.workbook.ZipFile = functools.partial(zipfile.ZipFile, compresslevel=task["level"])
    before, started, cpu = peak(), time.perf_counter(), time.process_time()
    book = xlsxwriter.Workbook(task["out"], {"constant_memory": True})
    written = {"report": report, "rows": rows, "members": members}[task["what"]](task, book)
    book.close()
    json.dump({"rows": written, "seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu, "growth": peak() - before}, sys.stdout)


main()
