"""Writes the MLflow run record of the case `credit-fairness`.

    python run_record.py > ../../scenarios/credit-fairness/run-record.json

The run is logged with MLflow's own client into a store in a temporary
directory, with the names and times of the case, and is printed by MLflow's
own command `mlflow runs describe`. MLflow chooses the ids of run and
experiment, so a new record has new ones: they also stand in the model card and
in the validation note.
"""

import os
import subprocess
import sys
import tempfile

ENDPOINT = "s3://larkfield-mlflow/pl-score"
START = 1788340447000  # 2026-09-02T09:14:07Z, in milliseconds
END = 1788342702000  # 2026-09-02T09:51:42Z

PARAMS = {
    "algorithm": "gradient_boosting",
    "feature_set": "fs-38",
    "max_depth": 5,
    "n_estimators": 640,
    "learning_rate": 0.04,
    "seed": 20260902,
    "cutoff": 620,
    "fairness_constraint": "none",
    "reference_group_min_n": 300,
}
METRICS = {
    "auc_oot": 0.781,
    "ks_oot": 0.421,
    "approval_rate_oot": 0.573,
    "air_min_by_channel": 0.833,
    "air_below_0_80_by_channel": 0,
}
TAGS = {
    "mlflow.user": "sravindran",
    "mlflow.source.name": "train_pl_score.py",
    "mlflow.source.git.commit": "4be19d7f0c2a61b58e93d4a7c6f1025be8d3947a",
    "start_time_utc": "2026-09-02T09:14:07Z",
    "end_time_utc": "2026-09-02T09:51:42Z",
    "data_version": "v11",
    "data_window": "2024-01-01/2025-12-31",
    "channels": "website",
    "approval_status": "",
    "ticket": "PLS-318",
}
DATASETS = [
    ("training", "pl_applications", "9a0d3f61", "s3://larkfield-data/pl_applications/v11"),
    ("test", "pl_oot_2026q2_sample", "51b8c2d4", "s3://larkfield-data/pl_oot_2026q2/sample_12000"),
]


def log(client):
    from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag

    experiment = client.create_experiment("pl-score", artifact_location=ENDPOINT)
    run = client.create_run(
        experiment, start_time=START, tags=TAGS, run_name="pl-score-4.2-rc3"
    ).info.run_id
    client.log_batch(
        run,
        metrics=[Metric(k, v, END, 0) for k, v in METRICS.items()],
        params=[Param(k, str(v)) for k, v in PARAMS.items()],
        tags=[RunTag(k, v) for k, v in TAGS.items()],
    )
    client.log_inputs(
        run,
        datasets=[
            DatasetInput(
                Dataset(name, digest, "s3", f'{{"uri": "{uri}"}}'),
                [InputTag("mlflow.data.context", context)],
            )
            for context, name, digest, uri in DATASETS
        ],
    )
    client.set_terminated(run, "FINISHED", end_time=END)
    return run


def main():
    with tempfile.TemporaryDirectory() as directory:
        os.environ["MLFLOW_TRACKING_URI"] = store = f"file://{directory}/store"
        os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
        from mlflow import MlflowClient

        run = log(MlflowClient(store))
        sys.stdout.write(
            subprocess.run(
                [sys.executable, "-m", "mlflow", "runs", "describe", "--run-id", run],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )


if __name__ == "__main__":
    main()
