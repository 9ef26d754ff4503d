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
        var model = new Option<string>("--model") { Description = "A saved verification pipeline.", Required = true, HelpName = "FILE" };
        var pairs = new Option<string>("--pairs")
        {
            Description = "Pairs of images with labels: LFW's form, or a table of path1, path2 and label, by commas or tabs.",
            Required = true,
            HelpName = "FILE",
        };
        var images = new Option<string>("--images")
        {
            Description = "The folder that the pairs' paths start from.",
            Required = true,
            HelpName = "DIR",
        };
        var rate = new NumberOption<double>("--max-fmr", NumberRange.Fraction)
        {
            Description = "The false match rate to promise.",
            DefaultValueFactory = _ => 1e-3,
            HelpName = "RATE",
        };
        var confidence = new NumberOption<double>("--confidence", NumberRange.From(0.5, 1))
        {
            Description = "The one-sided confidence of the promise.",
            DefaultValueFactory = _ => 0.95,
            HelpName = "C",
        };
        var prior = new NumberOption<double>("--prior", NumberRange.Fraction)
        {
            Description = "The probability, before a comparison, that both images show one person.",
            DefaultValueFactory = _ => 0.5,
            HelpName = "P",
        };
        var population = new Option<string?>("--population")
        {
            Description = "Which people and images the pairs show, for the promise; default: the pairs' file name.",
            HelpName = "TEXT",
        };
        var output = new OutputFileOption("--out") { Description = "The pipeline to write.", Required = true, HelpName = "FILE" };
        var command = new Command("calibrate",
            "Fit the threshold of a saved pipeline anew, on your own pairs, and save it as another file.") { model, pairs, images, rate,
            confidence, prior, population, output };
        command.SetAction((parsed, cancellation) =>
        {
            EvaluationData data = EvaluationData.Read(EvaluationProtocol.Pairs, parsed.GetValue(images)!, parsed.GetValue(pairs)!);
            using var pipeline = PipelineEvaluator.Load(parsed.GetValue(model)!);
            string pairsName = Path.GetFileName(parsed.GetValue(pairs)!), target = parsed.GetValue(output)!.FullName;
            var options = new PipelineCalibrationOptions
            {
                MaxFalseMatchRate = parsed.GetValue(rate),
                Confidence = parsed.GetValue(confidence),
                MatedPrior = parsed.GetValue(prior),
                Population = parsed.GetValue(population) ?? pairsName,
                FittedOn = pairsName,
            };
            FaceThresholdTransformer threshold = ToolProgress.Share(
                terminal, "Calibrating", progress => pipeline.Calibrate(data, target, options, progress, cancellation), cancellation);
            FittedThresholdView.Write(terminal, threshold, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
