//! What a sweep says about its factors, as a table and pictures.

use model::Cell;
use output::{Document, INDICES};
use sensitivity::estimate::Index;
use sensitivity::{Finding, PictureError, Study, picture};

/// `indices.csv` and a picture for each measure that is not constant.
pub fn analysis_documents(
    study: &Study,
    findings: &[Finding],
    level_share: f64,
) -> Result<Vec<Document>, PictureError> {
    let mut documents = vec![indices(study, findings)];
    for finding in findings {
        if !finding.analysis.is_constant() {
            let svg = picture(study, finding, level_share)?;
            documents.push(Document::picture(&finding.name, svg));
        }
    }
    Ok(documents)
}

/// Hands every row of `indices.csv` on, in its order.
pub fn each_index_row(study: &Study, findings: &[Finding], mut take: impl FnMut(&[Cell<'_>])) {
    let words = words(findings);
    for row in rows(study, findings, &words) {
        take(&row);
    }
}

fn indices(study: &Study, findings: &[Finding]) -> Document {
    let words = words(findings);
    Document::table(&INDICES, &rows(study, findings, &words))
}

/// What each estimate says, by finding.
fn words(findings: &[Finding]) -> Vec<Vec<String>> {
    let of = |finding: &Finding| {
        let analysis = &finding.analysis;
        let all = analysis.indices.iter();
        all.map(|index| index.words(analysis.used)).collect()
    };
    findings.iter().map(of).collect()
}

fn rows<'a>(
    study: &'a Study,
    findings: &'a [Finding],
    words: &'a [Vec<String>],
) -> Vec<Vec<Cell<'a>>> {
    let mut rows = Vec::new();
    for (finding, words) in findings.iter().zip(words) {
        for (index, words) in finding.analysis.indices.iter().zip(words) {
            rows.push(row(study, finding, index, words));
        }
    }
    rows
}

fn row<'a>(
    study: &'a Study,
    finding: &'a Finding,
    index: &'a Index,
    words: &'a str,
) -> Vec<Cell<'a>> {
    let factor = |place: usize| Cell::Text(&study.factors[place]);
    let swing = finding.swings[index.factor].filter(|_| index.other.is_none());
    let end = |value: Option<f64>| value.map_or(Cell::Empty, number);
    vec![
        Cell::Text(&finding.name),
        factor(index.factor),
        index.other.map_or(Cell::Empty, factor),
        Cell::Text(index.measure.name()),
        number(index.value),
        number(index.low),
        number(index.high),
        Cell::Count(finding.analysis.used as u64),
        Cell::Count(finding.analysis.dropped as u64),
        end(swing.map(|swing| swing.low)),
        end(swing.map(|swing| swing.high)),
        Cell::Text(words),
    ]
}

fn number<'a>(value: f64) -> Cell<'a> {
    if value.is_finite() {
        Cell::Number(value)
    } else {
        Cell::Empty
    }
}
