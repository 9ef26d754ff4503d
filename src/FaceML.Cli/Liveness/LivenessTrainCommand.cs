using FaceML.Liveness;
using FaceML.Saving;
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
        var command = new Command("train", "Learn from your live images and attacks, and save a pipeline that decides.");
        LivenessData data = new LivenessData().AddTo(command);
        ProviderOptions providers = new ProviderOptions(terminal).AddTo(command);
        LivenessTrainArguments arguments = new LivenessTrainArguments().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var ml = new MLContext(seed: 1);
            NetworkOptions run = providers.Read(parsed);
            IEstimator<FaceLivenessHeadTransformer> trainer =
                ml.Faces.Trainers.Liveness(arguments.Read(parsed, run, cancellationToken));
            IDataView images = data.Read(ml, parsed);
            TransformerChain<FaceLivenessHeadTransformer> model = ToolProgress.Wait(
                terminal, "Learning", () => LivenessModel.Detection(ml, run).Append(trainer).Fit(images), cancellationToken);
            string target = arguments.Output(parsed);
            FaceLivenessHeadSummary summary = model.LastTransformer.Summary;
            ml.Faces.Save(model, images.Schema, target, new SaveOptions
            {
                Title = "Liveness",
                Description = "Advisory. One image cannot stop a good screen, a mask, a deepfake or an injected stream.",
                FittedOn = FormattableString.Invariant($"{data.Name(parsed)}: {summary.LiveImages:N0} live images and ")
                    + FormattableString.Invariant($"{summary.Attacks:N0} attacks of {summary.People:N0} people"),
            });
            LivenessView.Write(terminal, model.LastTransformer, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
