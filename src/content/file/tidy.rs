//! From what serde's types say to what an editor shows well.
//!
//! A validator says of `oneOf` and `anyOf` only that no alternative fits. So words to choose from
//! become `enum`, kinds of a table become `if` by its `kind`, and a value of several types becomes
//! one schema, each of whose keywords speaks of one type only.

use std::collections::BTreeSet;

use schemars::Schema;
use schemars::transform::transform_subschemas;
use serde_json::{Map, Value, json};

use super::super::ids::MAX_ID_LEN;

pub(super) fn tidy(schema: &mut Schema) {
    transform_subschemas(&mut tidy, schema);
    let Some(map) = schema.as_object_mut() else { return };
    without_null(map);
    words(map);
    kinds(map);
    types(map);
    names(map);
    examples(map);
    if let Some(Value::String(text)) = map.get_mut("description") {
        *text = text.replace('\n', " ");
    }
    // The width of an integer in memory says nothing to an author.
    if map.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("uint")) {
        map.remove("format");
    }
}

/// TOML has no null: a key is there or not.
fn without_null(map: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|t| t != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            map.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(words)) = map.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    let Some(Value::Array(any)) = map.get_mut("anyOf") else { return };
    any.retain(|schema| schema["type"] != "null");
    if let [Value::Object(only)] = any.as_slice() {
        let only = only.clone();
        map.remove("anyOf");
        for (key, value) in only {
            map.entry(key).or_insert(value);
        }
    }
}

/// Words to choose from: `enum`, with what each means in the form that Taplo shows.
fn words(map: &mut Map<String, Value>) {
    let Some(Value::Array(all)) = map.get("oneOf") else { return };
    let Some(words) = all.iter().map(|one| one.get("const").cloned()).collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let meanings: Vec<Value> = all.iter().map(|one| one["description"].clone()).collect();
    map.remove("oneOf");
    map.insert("type".to_owned(), json!("string"));
    map.insert("enum".to_owned(), Value::Array(words));
    map.insert("x-taplo".to_owned(), json!({ "docs": { "enumValues": meanings } }));
}

/// Tables that are told apart by their `kind`: all keys of all kinds, and `if` by `if` which of
/// them a kind has and needs. Which those are is not known without a kind, so nothing else is closed.
fn kinds(map: &mut Map<String, Value>) {
    let is_kind = |one: &Value| one["properties"]["kind"]["const"].is_string();
    let Some(Value::Array(all)) = map.get("oneOf") else { return };
    if !all.iter().all(is_kind) {
        return;
    }
    let all = all.clone();
    map.remove("oneOf");
    let mut properties = Map::new();
    for one in &all {
        for (key, value) in one["properties"].as_object().into_iter().flatten() {
            properties.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    let kinds: Vec<&Value> = all.iter().map(|one| &one["properties"]["kind"]["const"]).collect();
    let meanings: Vec<&Value> = all.iter().map(|one| &one["description"]).collect();
    properties.insert(
        "kind".to_owned(),
        json!({
            "title": "Kind",
            "description": "How it is answered; it decides which other keys there are.",
            "type": "string",
            "enum": kinds,
            "examples": kinds,
            "x-taplo": { "docs": { "enumValues": meanings } },
        }),
    );
    let required = |one: &Value| -> BTreeSet<String> {
        let keys = one["required"].as_array().into_iter().flatten();
        keys.filter_map(|key| key.as_str().map(str::to_owned)).collect()
    };
    let common = all
        .iter()
        .map(required)
        .reduce(|a, b| a.intersection(&b).cloned().collect())
        .unwrap_or_default();
    let mut otherwise = Value::Null;
    for one in all.iter().rev() {
        let own = &one["properties"];
        let keys: Vec<&String> = properties.keys().filter(|key| !own[*key].is_null()).collect();
        let kind = &own["kind"]["const"];
        let mut branch = json!({
            "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] },
            "then": { "propertyNames": { "enum": keys } },
        });
        let needs: Vec<String> = required(one).difference(&common).cloned().collect();
        if !needs.is_empty() {
            branch["then"]["required"] = json!(needs);
        }
        if !otherwise.is_null() {
            branch["else"] = otherwise;
        }
        otherwise = branch;
    }
    map.insert("type".to_owned(), json!("object"));
    map.insert("properties".to_owned(), Value::Object(properties));
    map.insert("required".to_owned(), json!(common));
    if let Value::Object(branch) = otherwise {
        map.extend(branch);
    }
}

/// A value of several types, whose keywords do not meet.
fn types(map: &mut Map<String, Value>) {
    let Some(Value::Array(all)) = map.get("anyOf").cloned() else { return };
    let types: BTreeSet<&str> = all.iter().filter_map(|one| one["type"].as_str()).collect();
    if types.len() != all.len() {
        return;
    }
    let types = json!(types);
    map.remove("anyOf");
    for one in &all {
        for (key, value) in one.as_object().into_iter().flatten() {
            map.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    map.insert("type".to_owned(), types);
}

/// Names that an author gives: said of the name, and not by a key that matches.
fn names(map: &mut Map<String, Value>) {
    let Some(Value::Object(patterns)) = map.get("patternProperties") else { return };
    let Some((pattern, value)) = patterns.iter().next().filter(|_| patterns.len() == 1) else {
        return;
    };
    let (pattern, value) = (pattern.clone(), value.clone());
    map.remove("patternProperties");
    map.insert("propertyNames".to_owned(), json!({ "pattern": pattern, "maxLength": MAX_ID_LEN }));
    map.insert("additionalProperties".to_owned(), value);
}

/// A list of tables is shown by what is an example of one.
fn examples(map: &mut Map<String, Value>) {
    if map.contains_key("examples") {
        return;
    }
    if let Some(Value::Array(inner)) = map.get("items").and_then(|items| items.get("examples")) {
        let lists: Vec<Value> = inner.iter().map(|example| json!([example])).collect();
        map.insert("examples".to_owned(), Value::Array(lists));
    }
}
