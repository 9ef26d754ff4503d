using FaceML.Reports;

namespace FaceML.Cli;

/// <summary>The limits of <c>faceml evaluate</c>.</summary>
internal sealed class GateOptions
{
    private readonly OptionalNumberOption<double> falseMatches = new("--gate-fmr", NumberRange.Between(0, 1), "RATE",
        "Exit code 1 when the false match rate, of all or of a group, is shown to be above this.");

    private readonly OptionalNumberOption<double> falseNonMatches = new(
        "--gate-fnmr", NumberRange.Between(0, 1), "RATE", "The same for the false non-match rate.");

    public GateOptions AddTo(Command command)
    {
        command.Add(falseMatches);
        command.Add(falseNonMatches);
        return this;
    }

    public EvaluationGate Read(ParseResult parsed) => new(parsed.GetValue(falseMatches), parsed.GetValue(falseNonMatches));
}
