using FaceML.Liveness;
using FaceML.Loading;

namespace FaceML.Cli;

/// <summary><c>faceml liveness evaluate DIR</c>: error rates by ISO/IEC 30107-3 on labeled images.</summary>
internal static class LivenessEvaluateCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object with all figures." };
        NumberOption<int> replicates = SharedOptions.Replicates();
        var command = new Command("evaluate",
            "Measure on labeled live images and attacks: APCER of each species, BPCER, their trade-off, with intervals by person.");
        LivenessData data = new LivenessData().AddTo(command);
        (Option<string?> model, Option<string> network) = LivenessModel.AddOptions(command);
        ProviderOptions providers = new ProviderOptions(terminal).AddTo(command);
        Array.ForEach((Option[])[json, replicates], command.Add);
        command.SetAction((parsed, cancellationToken) =>
        {
            var ml = new MLContext(seed: 1);
            IDataView images = data.Read(ml, parsed);
            using LivenessModel opened = LivenessModel.Open(parsed.GetValue(model), parsed.GetValue(network)!, providers.Read(parsed));
            FaceLivenessMetrics metrics =
                ToolProgress.Wait(terminal, "Measuring", () =>
                ml.Faces.EvaluateLiveness(opened.Transform(images), new FaceLivenessEvaluationOptions
                {
                    SpeciesColumnName = nameof(FaceLivenessRow.Species),
                    PersonColumnName = nameof(FaceLivenessRow.Identity),
                    DecisionColumnName = opened.Head is null ? null : nameof(LivenessModel.Answer.IsLive),
                    Replicates = parsed.GetValue(replicates),
                }), cancellationToken);
            LivenessView.Write(terminal, opened, metrics, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
