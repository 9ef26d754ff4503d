namespace FaceML.Calibration;

/// <summary>The columns that a calibrated threshold adds; null for those that are not wanted.</summary>
/// <param name="Output">The decision as a Boolean.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Decision">The name of the <see cref="MatchDecision"/>.</param>
/// <param name="Promise">The promises behind the threshold as a sentence.</param>
internal sealed record ThresholdColumns(string Output, string? Threshold, string? Decision, string? Promise)
{
    public OutputColumn[] ToOutputs()
    {
        (string? Name, DataViewType Type)[] columns =
            [(Output, BooleanDataViewType.Instance), (Threshold, NumberDataViewType.Single), (Decision, TextDataViewType.Instance),
                (Promise, TextDataViewType.Instance)];
        return [.. columns.Where(c => c.Name is not null).Select(c => new OutputColumn(c.Name!, c.Type))];
    }
}
