using System.CommandLine;
using FaceML.Evaluation;
using FaceML.Verification;

namespace FaceML.Cli;

/// <summary>The options that <c>evaluate</c> and <c>compare</c> share.</summary>
internal sealed class EvaluationDataOptions
{
    private readonly Option<EvaluationProtocol> protocol = new("--protocol")
    {
        Description = "lfw: LFW's pairs file with its folds; pairs: a pairs file of your own; folders: a folder per person, pairs are "
            + "drawn.",
        Required = true,
        HelpName = "lfw|folders|pairs",
    };

    private readonly Option<string> data = new("--data") { Description = "The folder of the images.", Required = true, HelpName = "DIR" };

    private readonly Option<string> pairs = new("--pairs")
    {
        Description = "The pairs file of the protocols lfw and pairs.",
        HelpName = "FILE",
    };

    private readonly NumberOption<int> replicates = new("--replicates", NumberRange.AtLeast(20))
    {
        Description = "Bootstrap replicates of the intervals, at least 20.",
        DefaultValueFactory = _ => 1000,
        HelpName = "N",
    };

    public EvaluationDataOptions AddTo(Command command)
    {
        command.Add(protocol);
        command.Add(data);
        command.Add(pairs);
        command.Add(replicates);
        return this;
    }

    public EvaluationData Read(ParseResult parsed) =>
        EvaluationData.Read(parsed.GetValue(protocol), parsed.GetValue(data)!, parsed.GetValue(pairs));

    public EvaluationOptions ReadIntervals(ParseResult parsed) => new() { Replicates = parsed.GetValue(replicates) };
}
