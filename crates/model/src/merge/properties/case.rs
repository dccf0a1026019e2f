//! Random three-way cases: a file of sections, prose, tables and records, and what two people do to it.

use proptest::prelude::*;
use std::fmt::Write;

/// One thing that somebody does, as numbers, so that a failing case shrinks.
pub(super) type Act = (u8, u16, u16, u16);

/// What a case is made of: the file, what each side does, and what both do alike.
pub(super) fn acts() -> impl Strategy<Value = [Vec<Act>; 4]> {
    let act = || (any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>());
    let list = |most| proptest::collection::vec(act(), 0..most);
    (list(16), list(5), list(5), list(2)).prop_map(|(base, ours, theirs, both)| [base, ours, theirs, both])
}

#[derive(Clone, Debug)]
pub(super) struct Heading {
    id: String,
    level: usize,
    title: String,
    verify: Option<String>,
    links: Vec<String>,
    body: Vec<String>,
    /// A table in the body.
    table: Option<Table>,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct Section {
    title: String,
    level: usize,
    before: Vec<String>,
    table: Option<Table>,
    after: Vec<String>,
    records: Vec<Heading>,
}

/// A file, and the names that a side gives to what it adds.
#[derive(Clone, Debug)]
pub(super) struct File {
    sections: Vec<Section>,
    side: char,
    count: usize,
}

fn pick<T>(list: &[T], number: u16) -> Option<usize> {
    (!list.is_empty()).then(|| number as usize % list.len())
}

fn place<T>(list: &[T], number: u16) -> usize {
    number as usize % (list.len() + 1)
}

impl File {
    /// The three texts of a case: base, ours, theirs.
    pub(super) fn case([base, ours, theirs, both]: &[Vec<Act>; 4]) -> [String; 3] {
        let section = Section { title: String::new(), level: 0, before: vec![], table: None, after: vec![], records: vec![] };
        let mut file = Self { sections: vec![section], side: 'b', count: 0 };
        for act in base {
            file.adds(*act);
        }
        let side = |side: char, acts: &[Act]| {
            let mut file = Self { side: 'x', ..file.clone() };
            let late = acts.first().is_some_and(|act| act.1 % 2 == 0);
            let alike = |file: &mut Self| {
                (file.side, file.count) = ('x', 500);
                both.iter().for_each(|act| file.does(*act));
            };
            if !late {
                alike(&mut file);
            }
            (file.side, file.count) = (side, if side == 'o' { 600 } else { 700 });
            acts.iter().for_each(|act| file.does(*act));
            if late {
                alike(&mut file);
            }
            file.text()
        };
        [file.text(), side('o', ours), side('t', theirs)]
    }

    fn word(&mut self, what: &str) -> String {
        self.count += 1;
        format!("{what}{}{}", self.side, self.count)
    }

    /// A paragraph; its words tell prose between records from bodies.
    fn paragraph(&mut self, what: &str, number: u16) -> String {
        let words: Vec<String> = (0..1 + number % 3).map(|_| self.word(what)).collect();
        words.join(if number.is_multiple_of(2) { " " } else { "\n" })
    }

    fn record(&mut self, number: u16) -> Heading {
        let body = (0..number % 3).map(|at| self.paragraph("body", at)).collect();
        self.count += 1;
        Heading {
            id: format!("SRS-{}", self.count),
            level: 2 + usize::from(number.is_multiple_of(5)),
            title: self.word("title"),
            verify: (number.is_multiple_of(4)).then(|| "test".to_owned()),
            links: (0..number % 2).map(|at| format!("SYS-{at}")).collect(),
            body,
            table: (number.is_multiple_of(7)).then(|| self.table(number)),
        }
    }

    fn table(&mut self, number: u16) -> Table {
        let columns = ["ID", "Title", "Derives from", "Priority"].map(str::to_owned).to_vec();
        let rows = (0..number % 4).map(|_| self.row(4)).collect();
        Table { columns, rows }
    }

    fn row(&mut self, width: usize) -> Vec<String> {
        self.count += 1;
        let mut row = vec![format!("UN-{}", self.count), self.word("title"), "IU-1".to_owned(), "must".to_owned()];
        row.resize(width, String::new());
        row
    }

    /// What the file begins with.
    fn adds(&mut self, act: Act) {
        self.does((act.0 % 6, act.1, act.2, act.3));
    }

    fn does(&mut self, (what, first, second, third): Act) {
        let Some(at) = pick(&self.sections, first) else { return };
        match what % 22 {
            0 => {
                let (title, level) = (self.word("Section"), 1 + second as usize % 3);
                let title = if second % 8 == 0 { "Notes".to_owned() } else { title };
                let section = Section { title, level, before: vec![], table: None, after: vec![], records: vec![] };
                let to = 1 + first as usize % self.sections.len();
                self.sections.insert(to, section);
            }
            1 | 2 => {
                let record = self.record(third);
                let to = place(&self.sections[at].records, second);
                self.sections[at].records.insert(to, record);
            }
            3 => {
                let paragraph = self.paragraph("word", third);
                let list = &mut self.sections[at].before;
                list.insert(place(list, second), paragraph);
            }
            4 | 5 if self.sections[at].table.is_none() => {
                self.sections[at].table = Some(self.table(third));
            }
            4 => {
                let paragraph = self.paragraph("word", third);
                let list = &mut self.sections[at].after;
                list.insert(place(list, second), paragraph);
            }
            5..=7 => {
                let width = self.tables().get(first as usize % 8).map(|table| table.columns.len());
                let Some(width) = width else { return };
                let row = self.row(width);
                let rows = &mut self.tables()[first as usize % 8].rows;
                rows.insert(place(rows, second), row);
            }
            8 => {
                let name = ["Status", "Owner", "Source"][third as usize % 3];
                let value = self.word("cell");
                let mut tables = self.tables();
                let Some(table) = pick(&tables, first).map(|at| &mut *tables[at]) else { return };
                if table.columns.iter().any(|column| column == name) {
                    return;
                }
                let to = 1 + second as usize % table.columns.len();
                table.columns.insert(to, name.to_owned());
                for row in &mut table.rows {
                    row.insert(to, if third % 2 == 0 { String::new() } else { value.clone() });
                }
            }
            9 => {
                let title = self.word("title");
                let mut tables = self.tables();
                let Some(table) = pick(&tables, first).map(|at| &mut *tables[at]) else { return };
                let Some(row) = pick(&table.rows, second) else { return };
                let column = 1 + third as usize % (table.columns.len() - 1);
                table.rows[row][column] = match table.columns[column].as_str() {
                    "Derives from" => format!("IU-1, IU-{}", 2 + second % 5),
                    "Priority" => "could".to_owned(),
                    _ => title,
                };
            }
            10 => {
                let mut tables = self.tables();
                let Some(table) = pick(&tables, first).map(|at| &mut *tables[at]) else { return };
                if let Some(row) = pick(&table.rows, second) {
                    table.rows.remove(row);
                }
            }
            11 => {
                if let Some(record) = pick(&self.sections[at].records, second) {
                    self.sections[at].records.remove(record);
                }
            }
            12 | 13 => {
                let Some(record) = pick(&self.sections[at].records, second) else { return };
                let record = self.sections[at].records.remove(record);
                let to = third as usize % self.sections.len();
                let list = &mut self.sections[to].records;
                list.insert(place(list, second / 7), record);
            }
            14 | 15 => {
                let (title, body) = (self.word("title"), self.paragraph("body", third / 8));
                let Some(record) = pick(&self.sections[at].records, second) else { return };
                let record = &mut self.sections[at].records[record];
                match third % 6 {
                    0 => record.title = title,
                    1 => record.verify = Some(["test", "analysis", "inspection"][first as usize % 3].to_owned()),
                    2 => record.links.push(format!("SYS-{}", 3 + first % 9)),
                    3 => drop(record.links.pop()),
                    4 => record.body.insert(place(&record.body, first), body),
                    _ => drop(record.body.pop()),
                }
            }
            16 => {
                // A paragraph moves, perhaps to another section.
                let Some(from) = pick(&self.sections[at].before, second) else { return };
                let paragraph = self.sections[at].before.remove(from);
                let to = third as usize % self.sections.len();
                let list = &mut self.sections[to].before;
                list.insert(place(list, second / 5), paragraph);
            }
            17 => {
                if let Some(from) = pick(&self.sections[at].before, second) {
                    self.sections[at].before.remove(from);
                }
            }
            18 if at > 0 => {
                // A heading goes; what stood under it stands under the heading before.
                let gone = self.sections.remove(at);
                let before = &mut self.sections[at - 1];
                if gone.table.is_none() && gone.before.is_empty() {
                    before.records.extend(gone.records);
                } else {
                    self.sections.insert(at, gone);
                }
            }
            19 if at > 0 => self.sections[at].title = self.word("Section"),
            20 if at > 0 => {
                let section = self.sections.remove(at);
                let to = 1 + second as usize % self.sections.len();
                self.sections.insert(to, section);
            }
            21 if at > 0 => drop(self.sections.remove(at)),
            _ => {}
        }
    }

    fn tables(&mut self) -> Vec<&mut Table> {
        self.sections
            .iter_mut()
            .flat_map(|section| section.table.iter_mut().chain(section.records.iter_mut().filter_map(|record| record.table.as_mut())))
            .collect()
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for section in &self.sections {
            if section.level > 0 {
                let _ = write!(text, "{} {}\n\n", "#".repeat(section.level), section.title);
            }
            put(&section.before, &mut text);
            put_table(section.table.as_ref(), &mut text);
            put(&section.after, &mut text);
            for record in &section.records {
                let _ = write!(text, "{} {} {}\n\n", "#".repeat(record.level), record.id, record.title);
                let fields: Vec<String> = (record.verify.iter().map(|it| format!("- verify: {it}\n")))
                    .chain(record.links.iter().map(|it| format!("- derives-from: {it}\n")))
                    .collect();
                if !fields.is_empty() {
                    let _ = writeln!(text, "{}", fields.concat());
                }
                put(&record.body, &mut text);
                put_table(record.table.as_ref(), &mut text);
            }
        }
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}

fn put(paragraphs: &[String], text: &mut String) {
    for paragraph in paragraphs {
        let _ = write!(text, "{paragraph}\n\n");
    }
}

fn put_table(table: Option<&Table>, text: &mut String) {
    let Some(table) = table else { return };
    let _ = writeln!(text, "| {} |\n|{}", table.columns.join(" | "), "---|".repeat(table.columns.len()));
    for row in &table.rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text.push('\n');
}
