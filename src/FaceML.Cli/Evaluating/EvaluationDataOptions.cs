using System.CommandLine;

namespace FaceML.Cli;

/// <summary>The options that <c>evaluate</c> and <c>compare</c> share.</summary>
internal sealed class EvaluationDataOptions
{
    private readonly Option<EvaluationProtocol> protocol = new("--protocol") { Description = "lfw: LFW's pairs file with its folds; pairs: a pairs file of your own; folders: a folder a person, pairs are drawn.", Required = true, HelpName = "lfw|folders|pairs" };
    private readonly Option<string> data = new("--data") { Description = "The folder of the pictures.", Required = true, HelpName = "DIR" };
    private readonly Option<string> pairs = new("--pairs") { Description = "The pairs file of the protocols lfw and pairs.", HelpName = "FILE" };

    public EvaluationDataOptions AddTo(Command command)
    {
        command.Add(protocol);
        command.Add(data);
        command.Add(pairs);
        return this;
    }

    public EvaluationData Read(ParseResult parsed) => EvaluationData.Read(parsed.GetValue(protocol), parsed.GetValue(data)!, parsed.GetValue(pairs));
}
