using System.CommandLine;
using System.Globalization;
using FaceML.Evaluation.Calibration;
using FaceML.Liveness;
using FaceML.Networks;
using FaceML.Recognition;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml liveness train DIR</c>: a head on one's own live images and attacks, with a threshold that promises an APCER, saved as one
/// file.
/// </summary>
internal static class LivenessTrainCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var output = new OutputFileOption("--out")
        {
            Description = "The pipeline to write, usually *.faceml.",
            Required = true,
            HelpName = "FILE",
        };
        var apcer = new NumberOption<double>("--max-apcer", NumberRange.Fraction)
        {
            Description = "The share of attacks of each species that may pass as live, to promise.",
            DefaultValueFactory = _ => 0.05,
            HelpName = "RATE",
        };
        var noPromise = new Option<bool>("--no-promise")
        {
            Description = "Learn from everybody and take a threshold that promises nothing, where the people are too few for a promise.",
        };
        var confidence = new NumberOption<double>("--confidence", NumberRange.From(0.5, 1))
        {
            Description = "The one-sided confidence of the promise, for all species together.",
            DefaultValueFactory = _ => 0.95,
            HelpName = "C",
        };
        var share = new NumberOption<double>("--calibration-share", NumberRange.Fraction)
        {
            Description = "The share of the people of whom only the threshold is fitted.",
            DefaultValueFactory = _ => 0.4,
            HelpName = "SHARE",
        };
        var seed = new NumberOption<int>("--seed", NumberRange.Finite)
        {
            Description = "Decides who is held out, and the folds.",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        var network = new Option<string>("--network")
        {
            Description = "The liveness network that the head stands on.",
            DefaultValueFactory = _ => FaceLivenessDetector.DefaultNetwork,
            HelpName = "NAME",
        };
        var command = new Command("train", "Learn from your live images and attacks, and save a pipeline that decides.");
        LivenessData data = new LivenessData().AddTo(command);
        ProviderOptions providers = new ProviderOptions(terminal).AddTo(command);
        Array.ForEach((Option[])[output, apcer, noPromise, confidence, share, seed, network], command.Add);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(noPromise)
                && ((Option[])[apcer, confidence, share]).FirstOrDefault(option =>
                parsed.GetResult(option) is { Implicit: false }) is { } given)
            {
                throw new ToolException($"--no-promise goes without {given.Name}.");
            }

            var ml = new MLContext(seed: 1);
            NetworkOptions run = providers.Read(parsed);
            IDataView images = data.Read(ml, parsed);
            FaceLivenessHeadEstimator trainer = ml.Faces.Trainers.Liveness(new FaceLivenessHeadOptions
            {
                MaxApcer = parsed.GetValue(noPromise) ? null : parsed.GetValue(apcer),
                Bound = new ThresholdOptions { Confidence = parsed.GetValue(confidence) },
                CalibrationShare = parsed.GetValue(share),
                Seed = parsed.GetValue(seed),
                Network = parsed.GetValue(network)!,
                Run = run,
                CancellationToken = cancellationToken,
            });
            TransformerChain<FaceLivenessHeadTransformer> model =
                ToolProgress.Wait(terminal, "Learning", () => LivenessModel.Detection(ml, run).Append(trainer).Fit(images),
                cancellationToken);
            string target = parsed.GetValue(output)!.FullName;
            ml.Faces.Save(model, images.Schema, target, new SaveOptions
            {
                Title = "Liveness",
                Description = "Advisory. One image cannot stop a good screen, a mask, a deepfake or an injected stream.",
                FittedOn = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{data.Name(parsed)}: {model.LastTransformer.Summary.LiveImages:N0} live images and "
                        + $"{model.LastTransformer.Summary.Attacks:N0} attacks of {model.LastTransformer.Summary.People:N0} people"),
            });
            LivenessView.Write(terminal, model.LastTransformer, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
