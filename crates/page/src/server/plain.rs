//! Reports as plain pages, for browsers that cannot run the script: `/report.html` is that of the first world,
//! `/report/<world>.html` that of any.
//!
//! They are of each world as it opens, with no lever to move, so whoever asks, however often, costs one run of each world.
//! No code of the class can come with them. Worlds that come with the program are no secret; a world of the teacher's own
//! is shown on the teacher's machine alone.

use std::net::{IpAddr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;

use super::desk;
use super::headers::REPORT_POLICY;
use super::house::House;
use crate::lab::Lab;
use crate::play::Watch;

/// Longest work on one report.
const LONGEST_WORK: Duration = Duration::from_mins(1);

/// The report of the first world that the asker may see.
pub(super) async fn first(
    State(house): State<Arc<House>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
) -> Response {
    let at = house.labs.iter().position(|lab| may_see(lab, from.ip()));
    answer(house, at).await
}

/// The report of a world by its name.
pub(super) async fn of(
    State(house): State<Arc<House>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(file): Path<String>,
) -> Response {
    let is_asked = |lab: &Lab| file.strip_suffix(".html") == Some(lab.name.as_str());
    let at = house
        .labs
        .iter()
        .position(|lab| is_asked(lab) && may_see(lab, from.ip()));
    answer(house, at).await
}

/// Whether the report of a world is for somebody at an address.
fn may_see(lab: &Lab, asker: IpAddr) -> bool {
    lab.is_small || asker.to_canonical().is_loopback()
}

async fn answer(house: Arc<House>, at: Option<usize>) -> Response {
    let Some(at) = at else {
        return StatusCode::NOT_FOUND.into_response();
    };
    house.touch();
    let made = house.reports[at].get_or_try_init(|| made(Arc::clone(&house), at));
    match made.await {
        Ok(text) => (
            [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CACHE_CONTROL, "no-cache"),
                (header::CONTENT_SECURITY_POLICY, REPORT_POLICY),
            ],
            text.to_string(),
        )
            .into_response(),
        Err(code) => (code, "The report could not be made.").into_response(),
    }
}

/// Makes a report when a processor is free.
async fn made(house: Arc<House>, at: usize) -> Result<Arc<str>, StatusCode> {
    let permit = Arc::clone(&house.permits).acquire_owned().await;
    let permit = permit.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let work = tokio::task::spawn_blocking(move || {
        let lab = &house.labs[at];
        let mut watch = Until(Instant::now() + LONGEST_WORK);
        let text = catch_unwind(AssertUnwindSafe(|| {
            desk::report_of(lab, &lab.opening(), &mut watch)
        }));
        drop(permit);
        text
    });
    match work.await {
        Ok(Ok(Ok(text))) => Ok(text.into()),
        _ => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// Stops a run at a time.
struct Until(Instant);

impl Watch for Until {
    fn goes_on(&mut self) -> bool {
        Instant::now() < self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_of_the_program_are_shown_to_all_and_ones_own_on_this_machine_alone() {
        let shipped = Lab::shipped().remove(0);
        let mut own = shipped.clone();
        own.is_small = false;
        for (asker, may_see_own) in [
            ([127, 0, 0, 1], true),
            ([192, 168, 1, 9], false),
            ([8, 8, 8, 8], false),
        ] {
            let asker = IpAddr::from(asker);
            assert!(may_see(&shipped, asker), "{asker}");
            assert_eq!(may_see(&own, asker), may_see_own, "{asker}");
        }
    }
}
