using System.CommandLine;
using FaceML.Calibration;
using FaceML.Evaluation.AllPairs;
using FaceML.Evaluation.Calibration;
using FaceML.Evaluation.Protocols;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary><c>faceml calibrate</c>: a saved pipeline with a threshold and a score calibration fitted anew; its networks stay as they are.</summary>
internal static class CalibrateCommand
{
    private sealed class ScoredPair
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public string Identity1 { get; set; } = "";

        public string Identity2 { get; set; } = "";
    }

    public static Command Create(ToolTerminal terminal)
    {
        var model = new Option<string>("--model") { Description = "A saved verification pipeline.", Required = true, HelpName = "FILE" };
        var pairs = new Option<string>("--pairs")
        {
            Description = "Pairs of images with labels: LFW's form, or a table of path1, path2 and label, by commas or tabs.",
            Required = true,
            HelpName = "FILE",
        };
        var images = new Option<string>("--images") { Description = "The folder that the pairs' paths start from.", Required = true, HelpName = "DIR" };
        var rate = new NumberOption<double>("--max-fmr", NumberRange.Fraction) { Description = "The false match rate to promise.", DefaultValueFactory = _ => 1e-3, HelpName = "RATE" };
        var confidence = new NumberOption<double>("--confidence", NumberRange.From(0.5, 1)) { Description = "The one-sided confidence of the promise.", DefaultValueFactory = _ => 0.95, HelpName = "C" };
        var prior = new NumberOption<double>("--prior", NumberRange.Fraction) { Description = "The probability, before a comparison, that both images show one person.", DefaultValueFactory = _ => 0.5, HelpName = "P" };
        var population = new Option<string?>("--population") { Description = "Which people and images the pairs show, for the promise; default: the pairs' file name.", HelpName = "TEXT" };
        var output = new OutputFileOption("--out") { Description = "The pipeline to write.", Required = true, HelpName = "FILE" };
        var command = new Command("calibrate", "Fit the threshold of a saved pipeline anew, on your own pairs, and save it as another file.") { model, pairs, images, rate, confidence, prior, population, output };
        command.SetAction((parsed, cancellation) =>
        {
            EvaluationData data = EvaluationData.Read(EvaluationProtocol.Pairs, parsed.GetValue(images)!, parsed.GetValue(pairs)!);
            using PipelineScores pipeline = new(parsed.GetValue(model)!);
            pipeline.Embed(terminal, data.Folder, [.. data.Pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct()], cancellation);
            float[] scores = pipeline.Score(data.Pairs);
            var ml = new MLContext(seed: 1);
            IDataView view = ml.Data.LoadFromEnumerable(data.Pairs.Select((p, i) => RowOf(p, scores[i])).ToArray());
            FaceScoreCalibrationTransformer calibrated = ml.Faces.CalibrateScore(matedPrior: parsed.GetValue(prior)).Fit(view);
            FaceThresholdTransformer threshold = ml.Faces.CalibrateThreshold(new FaceThresholdOptions
            {
                Target = ThresholdTarget.MaxFalseMatchRate(parsed.GetValue(rate)),
                Bound = new ThresholdOptions { Confidence = parsed.GetValue(confidence) },
                Population = parsed.GetValue(population) ?? Path.GetFileName(parsed.GetValue(pairs)),
                FirstIdentityColumnName = data.HasIdentities ? nameof(ScoredPair.Identity1) : null,
                SecondIdentityColumnName = data.HasIdentities ? nameof(ScoredPair.Identity2) : null,
            }).Fit(view);
            cancellation.ThrowIfCancellationRequested();
            IEnumerable<ITransformer> kept = pipeline.Chain.Where(stage => stage is not (FaceThresholdTransformer or FaceScoreCalibrationTransformer));
            string target = parsed.GetValue(output)!.FullName;
            ml.Faces.Save((ITransformer)new TransformerChain<ITransformer>([.. kept, calibrated, threshold]), pipeline.InputSchema, target, new SaveOptions
            {
                Title = "Face verification",
                FittedOn = $"Threshold: {Path.GetFileName(parsed.GetValue(pairs))}, {threshold.Pairs:N0} pairs",
            });
            FittedThresholdView.Write(terminal, threshold, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static ScoredPair RowOf(ImagePair pair, float score) =>
        new() { Score = score, Label = pair.IsGenuine, Identity1 = pair.FirstIdentity ?? "", Identity2 = pair.SecondIdentity ?? "" };
}
