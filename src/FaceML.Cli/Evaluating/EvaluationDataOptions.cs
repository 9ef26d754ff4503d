using System.CommandLine.Parsing;
using FaceML.Evaluation;
using FaceML.Verification;

namespace FaceML.Cli;

/// <summary>The options that <c>evaluate</c> and <c>compare</c> share.</summary>
internal sealed class EvaluationDataOptions
{
    private readonly Option<EvaluationProtocol> protocol = new("--protocol")
    {
        Description = "lfw, cfp-fp, agedb, calfw, cplfw: a published set with its folds; bin: a set as InsightFace packs it; pairs: a "
            + "pairs file of your own; folders: a folder per person, pairs are drawn.",
        Required = true,
        HelpName = string.Join('|', EvaluationProtocols.Names),
        CustomParser = ReadProtocol,
    };

    private readonly ValueOption<string> data = new("--data", "DIR",
        "The folder of the set, or of its images; of bin the file, of agedb the file agedb_30.bin or its folder.", required: true);

    private readonly ValueOption<string> pairs = new(
        "--pairs", "FILE", "The pairs file: required for pairs; for lfw, calfw and cplfw, where it does not lie in the folder of the set.");

    private readonly NumberOption<int> replicates = SharedOptions.Replicates();

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

    private static EvaluationProtocol ReadProtocol(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        if (EvaluationProtocols.Find(name) is { } known)
        {
            return known;
        }

        result.AddError($"--protocol must be one of {string.Join(", ", EvaluationProtocols.Names)}; it is {name}.");
        return default;
    }
}
