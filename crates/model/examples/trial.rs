fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let scenario: scenario::Scenario = match scenario::read_str(&text) { Ok(s) => s, Err(e) => { eprintln!("{e:?}"); std::process::exit(1) } };
    let t = std::time::Instant::now();
    let mut sink = Csv(std::collections::BTreeMap::new());
    let s = model::run(&scenario, 1, 0, &mut sink);
    eprintln!("{:?}", t.elapsed());
    std::fs::create_dir_all("/tmp/out").unwrap();
    for (k, v) in sink.0 { std::fs::write(format!("/tmp/out/{k}.csv"), v).unwrap(); }
    for l in &s.answer { println!("{l}"); }
    for sec in &s.sections { println!("## {}\n{}", sec.title, sec.header.join(" | ")); for r in &sec.rows { println!("{}", r.join(" | ")); } }
    println!("{:?}", s.warnings);
}
struct Csv(std::collections::BTreeMap<&'static str, String>);
impl model::Sink for Csv {
    fn row(&mut self, table: &'static model::Table, cells: &[model::Cell<'_>]) {
        let t = self.0.entry(table.name).or_insert_with(|| table.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(",") + "\n");
        let r: Vec<String> = cells.iter().map(|c| { let s = c.to_string(); if s.contains(',') { format!("\"{s}\"") } else { s } }).collect();
        t.push_str(&r.join(",")); t.push('\n');
    }
}
