//! Secrets that are not one's own: guessed, borrowed from another room, or put into a field.

use super::{ANSWER, Participant, Reply, Scene, Sent, assert_guarded, assert_refused};
use crate::support::{Bakery, Browser, Facilitator, Workshop};

/// Asks with exactly this cookie header, from a browser that has none of its own.
async fn with_cookie(of: &Participant, method: &str, path: &str, cookie: &str) -> Sent {
    let browser = Browser::new(&format!("http://{}", origin(of)));
    let request = browser.request(method, path).header("cookie", cookie);
    let request = request.header("accept", "application/json");
    let fields = [("question", "plan"), ("after", "0"), ("text", "Not mine.")];
    let request = if method == "POST" { request.form(&fields) } else { request };
    Reply::of(request).await
}

fn origin(of: &Participant) -> String {
    let request = of.browser.request("GET", "/").build().unwrap();
    format!("{}:{}", request.url().host_str().unwrap(), request.url().port().unwrap())
}

/// The cookie that a join sets, as `name=value`.
async fn cookie_of_a_join(scene: &Scene, name: &str) -> String {
    let reply = scene.stranger().join(name).await.unwrap();
    reply.header("set-cookie").split_once(';').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forged_cookie_is_nobodys_seat() {
    let mut scene = Scene::new().await;
    scene.facilitator.leads_to("answering:plan").await;
    assert_eq!(scene.ann.answer("plan", 0, ANSWER).await.unwrap().status, 200);
    let (room, code) = (scene.ann.room.clone(), scene.workshop.room().code);
    let long = "a".repeat(100_000);
    for value in
        ["", "1", "0", "../1", "null", "%00", "'; DROP TABLE streams; --", &"0".repeat(64), &long]
    {
        let cookie = format!("seat_{code}={value}");
        for path in ["answer", "draft", "probe", "vote", "consent"] {
            match with_cookie(&scene.ann, "POST", &format!("{room}/{path}"), &cookie).await {
                // A head of 100 kB is read by nobody.
                Ok(reply) if value.len() > 10_000 => {
                    assert_eq!((reply.status, reply.body.as_str()), (431, ""));
                }
                Ok(reply) => assert_refused(&reply),
                // It may also end the connection.
                Err(error) => assert!(value.len() > 10_000, "{error:?}"),
            }
        }
        if let Ok(page) = with_cookie(&scene.ann, "GET", &room, &cookie).await {
            assert!(!page.body.contains(ANSWER), "{page:#?}");
        }
    }
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seat_of_one_room_is_none_in_another() {
    let Bakery(place) = Bakery::new();
    let scenario = place.read("bakery/scenarios/bread.toml").replace("Bread", "Cake");
    place.write("bakery/scenarios/cake.toml", scenario);
    place.write("bakery/scenarios/cake/recipe.md", "Sugar.\n");
    place.write("bakery/rubrics/cake/plan.toml", place.read("bakery/rubrics/bread/plan.toml"));
    let scenario = place.read("bakery/scenarios/cake.toml").replace("bread/recipe", "cake/recipe");
    place.write("bakery/scenarios/cake.toml", scenario);
    let workshop = Workshop::start(place, &["--library", "bakery", "workshop", "bread", "cake"], 2);
    let [bread, cake] = workshop.rooms.as_slice() else { panic!("{:?}", workshop.rooms) };
    let ann = Participant::with_link(&bread.join);
    let reply = ann.join("Ann").await.unwrap();
    let cookie = reply.header("set-cookie").split_once(';').unwrap().0.to_owned();
    assert!(reply.header("set-cookie").contains(&format!("Path=/r/{}", bread.code)), "{reply:#?}");
    for part in ["HttpOnly", "SameSite=Lax"] {
        assert!(reply.header("set-cookie").contains(part), "{reply:#?}");
    }
    let leader = Facilitator::enter(&cake.facilitator).await.unwrap();
    leader.leads_to("answering:plan").await;
    // As it is, and under the name of the other room's cookie.
    for cookie in [cookie.clone(), cookie.replace(&bread.code, &cake.code)] {
        let path = format!("/r/{}/answer", cake.code);
        let reply = with_cookie(&ann, "POST", &path, &cookie).await.unwrap();
        assert_eq!(reply.status, 401, "{reply:#?}");
        let path = format!("/r/{}/events", cake.code);
        let reply = with_cookie(&ann, "GET", &path, &cookie).await.unwrap();
        assert_eq!(reply.status, 401, "{reply:#?}");
    }
    // A facilitator of one room is nobody in the other.
    let secret = cake.facilitator.split_once("key=").unwrap().1;
    let reply = leader.browser.get(&format!("/f/{}?key={secret}", bread.code)).await.unwrap();
    assert_eq!(reply.status, 403, "{reply:#?}");
    let cookie = format!("facilitator_{}={secret}", bread.code);
    let reply = with_cookie(&ann, "GET", &format!("/f/{}", bread.code), &cookie).await.unwrap();
    assert_eq!(reply.status, 403, "{reply:#?}");
    assert_eq!(leader.phase().await, "answering:plan");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_participant_is_no_facilitator() {
    let mut scene = Scene::new().await;
    let mallory = scene.mallory().await;
    let console = scene.facilitator.console.clone();
    let seat = cookie_of_a_join(&scene, "Eve").await;
    let (_, token) = seat.split_once('=').unwrap();
    let code = scene.workshop.room().code;
    let cookies =
        [seat.clone(), format!("facilitator_{code}={token}"), format!("facilitator_{code}=1")];
    let pages = ["", "/wall", "/report", "/export.csv", "/export.json", "/export.html", "/events"];
    for cookie in &cookies {
        for page in pages {
            let path = format!("{console}{page}");
            let reply = with_cookie(&mallory, "GET", &path, cookie).await.unwrap();
            assert_eq!(reply.status, 403, "{path}: {reply:#?}");
            assert_guarded(&reply);
            assert!(!reply.body.contains("Ann"), "{path}: {reply:#?}");
        }
    }
    let before = scene.facilitator.state().await.unwrap();
    for act in ["next", "back", "go", "lock", "pause", "erase", "remove", "rename", "hide", "timer"]
    {
        let fields =
            [("act", act), ("to", "report"), ("seat", "1"), ("name", "x"), ("minutes", "5")];
        let fields = [&fields[..], &[("sure", &code), ("question", "plan")]].concat();
        let reply = mallory.browser.post(&format!("{console}/do"), &fields).await.unwrap();
        assert_eq!(reply.status, 403, "{act}: {reply:#?}");
    }
    assert_eq!(scene.facilitator.state().await.unwrap(), before);
    for key in ["", "1", &"0".repeat(64), &"f".repeat(30_000)] {
        let reply = mallory.browser.get(&format!("{console}?key={key}")).await.unwrap();
        assert_eq!(reply.status, 403, "{reply:#?}");
    }
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_cannot_name_somebody_else() {
    let mut scene = Scene::new().await;
    let mallory = scene.mallory().await;
    scene.facilitator.leads_to("answering:plan").await;
    assert_eq!(scene.ann.answer("plan", 0, ANSWER).await.unwrap().status, 200);
    let others = [("seat", "1"), ("id", "1"), ("name", "Ann"), ("who", "1"), ("participant", "1")];
    let own =
        [("question", "plan"), ("after", "0"), ("text", "I leave the dough raw, says Mallory.")];
    let reply = mallory.send("answer", &[&others[..], &own[..]].concat()).await.unwrap();
    assert_eq!(reply.status, 200, "{reply:#?}");
    let reply =
        mallory.send("draft", &[("slot", "plan"), ("seat", "1"), ("text", "Draft of Mallory.")]);
    assert_eq!(reply.await.unwrap().status, 200);
    // Slots and streams of others.
    for slot in ["../1/plan", "1/plan", "plan/../../1", "room/1", "plan/dough/1", "", "/", "plan\0"]
    {
        let reply = mallory.draft(slot, "Somewhere else.").await.unwrap();
        assert_refused(&reply);
    }
    for page in [scene.ann.page().await.unwrap(), scene.ann.get("report").await.unwrap()] {
        assert!(!page.body.contains("Mallory"), "{page:#?}");
    }
    let export = scene.facilitator.document().await.unwrap();
    let ann =
        export["seats"].as_array().unwrap().iter().find(|seat| seat["name"] == "Ann").unwrap();
    assert!(ann.to_string().contains(ANSWER) && !ann.to_string().contains("Mallory"), "{ann:#}");
    // Nobody reads what another has written before it is shown.
    for page in [mallory.page().await.unwrap(), mallory.get("report").await.unwrap()] {
        assert!(!page.body.contains(ANSWER), "{page:#?}");
    }
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_facilitators_secret_is_in_no_page_that_a_participant_loads() {
    let scene = Scene::new().await;
    let secret = scene.secret();
    let hash = hotseat::store::Hash::of(secret.as_bytes()).to_string();
    scene.facilitator.acts("lock", &[]).await.unwrap();
    let mut pages = Vec::new();
    let places = ["lobby", "brief", "answering:plan", "reveal:plan", "discussion:plan", "report"];
    for place in places {
        scene.facilitator.leads_to(place).await;
        if place == "answering:plan" {
            assert_eq!(scene.ann.answer("plan", 0, ANSWER).await.unwrap().status, 200);
        }
        pages.push(scene.ann.page().await.unwrap());
        pages.push(scene.stranger().page().await.unwrap());
        let mut events = scene.ann.events().await.unwrap();
        let told = events.next().await.unwrap().unwrap().to_string();
        assert!(!told.contains(&secret) && !told.contains("facilitator"), "{told}");
    }
    for path in ["/", "/join?code=XXXXX", "/nothing", "/assets/nothing"] {
        pages.push(scene.ann.browser.get(path).await.unwrap());
    }
    pages.push(scene.ann.get("report").await.unwrap());
    pages.push(scene.ann.get("report?download=1").await.unwrap());
    for file in assets(&pages) {
        let asset = scene.ann.browser.get(&file).await.unwrap();
        assert_eq!(asset.status, 200, "{file}");
        pages.push(asset);
    }
    for page in &pages {
        assert_guarded(page);
        let all = format!("{:?} {}", page.headers, page.body);
        for hidden in [&secret, &hash] {
            assert!(!all.contains(hidden.as_str()), "{page:#?}");
        }
        assert!(
            !page.body.contains("/f/"),
            "no participant needs the console's address: {page:#?}"
        );
    }
    // The wall is seen by everybody.
    let wall = scene.facilitator.get("wall").await.unwrap();
    assert!(!wall.body.contains(&secret) && !wall.body.contains(&hash), "{wall:#?}");
}

/// The files that pages load.
fn assets(pages: &[Reply]) -> std::collections::BTreeSet<String> {
    let parts = pages.iter().flat_map(|page| page.body.split('"'));
    let files = parts.filter(|part| part.starts_with("/assets/"));
    let files: std::collections::BTreeSet<String> = files.map(str::to_owned).collect();
    assert!(!files.is_empty());
    files
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_made_up_cookie_in_front_buys_no_speed() {
    let mut scene = Scene::new().await;
    let cookie = cookie_of_a_join(&scene, "Eve").await;
    scene.facilitator.leads_to("answering:plan").await;
    let path = format!("{}/draft", scene.ann.room);
    let mut refused = 0;
    for made_up in 0..120 {
        let cookie = format!("seat_AAAAA={made_up}; {cookie}");
        let browser = &scene.ann.browser;
        let request = browser.request("POST", &path).header("cookie", cookie);
        let request = request.header("accept", "application/json");
        let reply = Reply::of(request.form(&[("slot", "plan"), ("text", "Quick.")])).await.unwrap();
        assert!(matches!(reply.status, 200 | 429), "{reply:#?}");
        refused += usize::from(reply.status == 429);
        if reply.status == 429 {
            assert!(reply.header("retry-after").parse::<u32>().is_ok(), "{reply:#?}");
        }
    }
    assert!(refused > 0, "120 drafts at once are not slowed down");
    scene.goes_on().await;
}
