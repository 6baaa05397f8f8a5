//! How long runs of the teaching worlds take: `cargo run --release -p monazite-page --example pace`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement for people"
)]

use std::time::Instant;

fn main() {
    for lab in page::Lab::shipped() {
        let mut spec = lab.opening();
        let mut times = Vec::new();
        for seed in 0..40 {
            spec.seed = seed;
            let start = Instant::now();
            let course = page::play(&lab, &spec, &mut page::Unwatched);
            times.push(1000.0 * start.elapsed().as_secs_f64());
            if seed == 7 {
                let course = course.expect("a shipped world runs");
                println!(
                    "{} months, {} bytes",
                    course.months.len(),
                    serde_json::to_string(&course).unwrap_or_default().len()
                );
                for figure in &course.figures {
                    println!("  {} {:?}", figure.id, figure.value);
                }
            }
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{}: median {:.1} ms, p95 {:.1} ms",
            lab.name, times[20], times[38]
        );
    }
}
