//! The tables of a measured case.

use model::Cell;
use output::{Document, LEVERAGE, LEVERAGE_ANSWERS, LEVERAGE_STAGES, LEVERAGE_YEARS};

use crate::curve::{coercive_ratio, gdp_weighted_ratio};
use crate::summary::later_weeks;
use crate::weakest::weakest;
use crate::{Case, Mean, Summary, halflife, weakest as weakest_link};

/// One horizon, over replicates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The horizon.
    pub horizon_weeks: u32,
    /// Cost to the target [USD].
    pub target: Mean,
    /// The same over its product of a year; none when that is unknown.
    pub target_gdp_share: Option<f64>,
    /// Its lost output [USD].
    pub lost_output_usd: f64,
    /// Its price transfer [USD].
    pub price_transfer_usd: f64,
    /// What its books gain [USD].
    pub books_usd: f64,
    /// Cost to the imposer [USD].
    pub imposer: Mean,
    /// The same over its product of a year.
    pub imposer_gdp_share: Option<f64>,
    /// Its exports lost to year ten [USD].
    pub share_lost_usd: f64,
    /// Coercive ratio of the means.
    pub coercive_ratio: f64,
    /// The same weighted by product.
    pub gdp_weighted_ratio: Option<f64>,
    /// Need not met.
    pub unmet_need_share: f64,
}

/// All horizons in order.
pub fn rows(case: &Case, summary: &Summary) -> Vec<Row> {
    let gdp = (case.gdp_usd(case.target), case.gdp_usd(case.imposer));
    let row = |(at, &horizon_weeks): (usize, &u32)| {
        let target = summary.mean(|it| it.points[at].target.total_usd());
        let imposer = summary.mean(|it| it.points[at].imposer.total_usd());
        let of_target = |part: fn(&crate::cost::Cost) -> f64| {
            summary.mean(|it| part(&it.points[at].target)).mean
        };
        Row {
            horizon_weeks,
            target,
            target_gdp_share: gdp.0.map(|gdp| target.mean / gdp),
            lost_output_usd: of_target(|cost| cost.lost_output_usd),
            price_transfer_usd: of_target(|cost| cost.price_transfer_usd),
            books_usd: of_target(|cost| cost.books_usd),
            imposer,
            imposer_gdp_share: gdp.1.map(|gdp| imposer.mean / gdp),
            share_lost_usd: summary.mean(|it| it.points[at].imposer.share_lost_usd).mean,
            coercive_ratio: coercive_ratio(target.mean, imposer.mean),
            gdp_weighted_ratio: gdp
                .0
                .zip(gdp.1)
                .map(|(own, other)| gdp_weighted_ratio((target.mean, own), (imposer.mean, other))),
            unmet_need_share: summary.mean(|it| it.unmet_need_shares[at]).mean,
        }
    };
    case.horizons.iter().enumerate().map(row).collect()
}

fn number(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Empty, Cell::Number)
}

fn ends(mean: &Mean) -> [Cell<'static>; 2] {
    [
        number(mean.interval.map(|interval| interval.low)),
        number(mean.interval.map(|interval| interval.high)),
    ]
}

/// Date, imposer, target and material.
fn head<'a>(case: &'a Case) -> [Cell<'a>; 4] {
    [
        Cell::Date(case.date),
        Cell::Text(case.imposer_id()),
        Cell::Text(case.target_id()),
        Cell::Text(case.material.as_deref().unwrap_or("all")),
    ]
}

/// `leverage.csv`, and one more for each measure that was asked.
pub fn documents(case: &Case, summary: &Summary) -> Vec<Document> {
    let mut documents = vec![curve(case, summary)];
    let n = Cell::Count(summary.outcomes.len() as u64);
    if !summary.avoided().is_empty() {
        documents.push(answers(case, summary, n));
    }
    if !summary.links().is_empty() {
        documents.push(stages(case, summary, n));
    }
    if !summary.later().is_empty() {
        documents.push(years(case, summary, n));
    }
    documents
}

fn curve(case: &Case, summary: &Summary) -> Document {
    let statics = |of: fn(&crate::static_measures::Statics) -> f64| {
        Cell::Number(summary.mean(|it| of(&it.statics)).mean)
    };
    let tail = [
        number(summary.mean_weeks(|it| it.endurance.survive_weeks)),
        number(summary.mean_weeks(|it| it.bare_endurance.survive_weeks)),
        number(summary.mean_weeks(|it| it.endurance.recover_weeks)),
        number(summary.mean_weeks(|it| it.endurance.gap_weeks())),
        statics(|it| it.import_share),
        statics(|it| it.supplier_hhi),
        statics(|it| it.hirschman_share),
        statics(|it| it.log_value_per_usd),
        statics(|it| it.n_minus_one_share),
        Cell::Count(summary.outcomes.len() as u64),
    ];
    let cells = |row: Row| {
        let mut cells = head(case).to_vec();
        cells.push(Cell::Count(u64::from(row.horizon_weeks)));
        cells.push(Cell::Number(row.target.mean));
        cells.extend(ends(&row.target));
        cells.extend([
            number(row.target_gdp_share),
            Cell::Number(row.lost_output_usd),
            Cell::Number(row.price_transfer_usd),
            Cell::Number(row.books_usd),
            Cell::Number(row.imposer.mean),
        ]);
        cells.extend(ends(&row.imposer));
        cells.extend([
            number(row.imposer_gdp_share),
            Cell::Number(row.share_lost_usd),
            Cell::Number(row.coercive_ratio),
            number(row.gdp_weighted_ratio),
            Cell::Number(row.unmet_need_share),
        ]);
        cells.extend(tail);
        cells
    };
    let rows: Vec<Vec<Cell>> = rows(case, summary).into_iter().map(cells).collect();
    Document::table(&LEVERAGE, &rows)
}

fn answers(case: &Case, summary: &Summary, n: Cell<'static>) -> Document {
    let avoided = summary.avoided();
    let total: f64 = avoided.iter().map(|(_, mean)| mean.mean).sum();
    let cells = |(answer, mean): &(model::Answer, Mean)| {
        let mut cells = head(case).to_vec();
        cells.push(Cell::Count(u64::from(case.longest())));
        cells.push(Cell::Text(answer.word()));
        cells.push(Cell::Number(mean.mean));
        cells.extend(ends(mean));
        cells.push(number((total != 0.0).then(|| mean.mean / total)));
        cells.push(n);
        cells
    };
    let rows: Vec<Vec<Cell>> = avoided.iter().map(cells).collect();
    Document::table(&LEVERAGE_ANSWERS, &rows)
}

fn stages(case: &Case, summary: &Summary, n: Cell<'static>) -> Document {
    let links = summary.links();
    let weakest = weakest(&links).map(|link| link.good);
    let horizon = case.longest().min(weakest_link::HORIZON_WEEKS);
    let rows: Vec<Vec<Cell>> = links
        .iter()
        .map(|link| {
            let good = &case.scenario.goods[link.good];
            vec![
                Cell::Date(case.date),
                Cell::Text(case.imposer_id()),
                Cell::Text(case.target_id()),
                Cell::Text(&good.material),
                Cell::Text(&good.stage),
                Cell::Count(u64::from(horizon)),
                Cell::Number(link.target_usd),
                Cell::Number(link.imposer_usd),
                Cell::Number(link.ratio()),
                Cell::Count(u64::from(weakest == Some(link.good))),
                n,
            ]
        })
        .collect();
    Document::table(&LEVERAGE_STAGES, &rows)
}

fn years(case: &Case, summary: &Summary, n: Cell<'static>) -> Document {
    let weeks = later_weeks(case);
    let rows: Vec<Vec<Cell>> = summary
        .later()
        .iter()
        .zip(&weeks)
        .enumerate()
        .map(|(year, (mean, week))| {
            let mut cells = head(case).to_vec();
            cells[0] = Cell::Date(case.scenario.clock.start.add_weeks(*week as i32));
            cells.push(Cell::Count(u64::from(halflife::HORIZON_WEEKS)));
            cells.push(Cell::Count(year as u64));
            cells.push(Cell::Number(mean.mean));
            cells.extend(ends(mean));
            cells.push(n);
            cells
        })
        .collect();
    Document::table(&LEVERAGE_YEARS, &rows)
}
