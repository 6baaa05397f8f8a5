//! A crowd of visitors, in a program of its own: memory is measured for all of it.

mod visitor;

use std::time::Duration;

use futures_util::SinkExt;
use serde_json::json;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use visitor::{connect, greeted, hear, open, play, say, short_labs};

/// Memory of this process [kB].
fn memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

/// One visitor of the soak: plays, talks nonsense or leaves without a word.
async fn visit(host: String, number: u64) {
    let Ok(mut socket) = connect(&host).await else {
        return;
    };
    match number % 5 {
        0 => {}
        1 => drop(socket.send(Message::Binary(vec![0; 64].into())).await),
        2 => drop(socket.send(Message::Text("x".repeat(5000).into())).await),
        _ => {
            say(&mut socket, &json!({"type": "hello", "contract": 1})).await;
            for id in 0..3 {
                say(&mut socket, &play(id, number % 7, 0.5)).await;
            }
            while let Some(answer) = hear(&mut socket).await {
                if answer["type"] == "course" && answer["id"] == 2 {
                    break;
                }
            }
        }
    }
}

/// Short by default; `SOAK_VISITS=500` is the long form.
#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_of_visitors_leaves_no_ghost_and_no_memory_behind() {
    let visits: u64 = std::env::var("SOAK_VISITS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(160);
    let page = open(short_labs()).await;
    let mut after_first = 0;
    for round in 0..visits.div_ceil(40) {
        let crowd: Vec<_> = (0..40)
            .map(|at| tokio::spawn(visit(page.host.clone(), round * 40 + at)))
            .collect();
        for visitor in crowd {
            timeout(Duration::from_mins(1), visitor)
                .await
                .unwrap()
                .unwrap();
        }
        if round == 1 {
            after_first = memory_kb();
        }
    }
    // All have left: what is held now is what visitors leave behind, against the same after two rounds.
    let grown = memory_kb().saturating_sub(after_first);
    assert!(grown < 32 * 1024, "memory grew by {grown} kB");
    // Eighty may be inside at once: if ghosts had stayed, eighty more could not come in.
    let mut inside = Vec::new();
    for _ in 0..40 {
        inside.push(greeted(&page.host).await);
    }
    assert_eq!(inside.len(), 40);
}
