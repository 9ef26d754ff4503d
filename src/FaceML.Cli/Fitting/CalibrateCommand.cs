using FaceML.Calibration;
using FaceML.Verification;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml calibrate</c>: a saved pipeline with a threshold and a score calibration fitted anew; its networks stay as they are.
/// </summary>
internal static class CalibrateCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        ValueOption<string> model = SharedOptions.Model();
        ValueOption<FileInfo?> pairs = SharedOptions.Pairs(required: true);
        ValueOption<DirectoryInfo?> images = SharedOptions.PairImages(required: true);
        var rate = new NumberOption<double>("--max-fmr", NumberRange.Fraction, "RATE", 1e-3, "The false match rate to promise.");
        NumberOption<double> confidence = SharedOptions.Confidence();
        var prior = new NumberOption<double>(
            "--prior", NumberRange.Fraction, "P", 0.5, "The probability, before a comparison, that both images show one person.");
        ValueOption<string?> population = SharedOptions.PairPopulation();
        var output = new OutputFileOption("--out", "FILE", "The pipeline to write.", required: true);
        var command = new Command("calibrate",
            "Fit the threshold of a saved pipeline anew, on your own pairs, and save it as another file.") { model, pairs, images, rate,
            confidence, prior, population, output };
        command.SetAction((parsed, cancellation) =>
        {
            FileInfo file = parsed.GetValue(pairs)!;
            EvaluationData data = EvaluationData.Read(EvaluationProtocol.Pairs, parsed.GetValue(images)!.ToString(), file.ToString());
            using var pipeline = PipelineEvaluator.Load(parsed.GetValue(model)!);
            string target = parsed.GetValue(output)!.FullName;
            var options = new PipelineCalibrationOptions
            {
                MaxFalseMatchRate = parsed.GetValue(rate),
                Confidence = parsed.GetValue(confidence),
                MatedPrior = parsed.GetValue(prior),
                Population = parsed.GetValue(population) ?? file.Name,
                FittedOn = file.Name,
            };
            FaceThresholdTransformer threshold = ToolProgress.Share(
                terminal, "Calibrating", progress => pipeline.Calibrate(data, target, options, progress, cancellation), cancellation);
            FittedThresholdView.Write(terminal, threshold, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
