//! What the runs of the lessons show, for writing and righting `lessons/*/expect.ron`:
//! `cargo run --release -p monazite-page --example expect`.
#![expect(clippy::print_stdout, reason = "a table for people")]

fn main() {
    let labs = page::Lab::shipped();
    for (lesson, list) in page::expectations() {
        println!("{lesson}");
        for expectation in list {
            match expectation.measure(&labs) {
                Ok(found) => {
                    let mut figures: Vec<f64> = found.figures.iter().flatten().copied().collect();
                    figures.sort_by(f64::total_cmp);
                    let mark = if found.share >= expectation.in_share {
                        "holds"
                    } else {
                        "FAILS"
                    };
                    println!(
                        "  {mark} in {:.2} (asked {:.2}) of seeds, {} within {} to {}: {}\n    {figures:.3?}",
                        found.share,
                        expectation.in_share,
                        expectation.figure,
                        expectation.least,
                        expectation.most,
                        expectation.says
                    );
                }
                Err(ended) => println!("  {}: {ended}", expectation.says),
            }
        }
    }
}
