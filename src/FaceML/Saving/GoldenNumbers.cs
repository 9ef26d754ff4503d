using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceML.Saving;

/// <summary>
/// What each stage computed from a fixed synthetic input on the machine that saved the pipeline: <c>golden.json</c>. Whoever
/// loads it computes the same numbers again; a file that loads but computes something else is found before it answers anybody.
/// </summary>
internal sealed class GoldenNumbers
{
    public const string EntryName = "golden.json";

    // Sums of a hundred thousand products in another order differ in the fifth digit; another network differs in the first.
    private const float Tolerance = 2e-3f;

    private readonly IReadOnlyList<float[]> stages;

    private GoldenNumbers(IReadOnlyList<float[]> stages) => this.stages = stages;

    public static GoldenNumbers Measure(IReadOnlyList<PipelinePart> parts, DataViewSchema input) =>
        new([.. Measure(parts, input, (part, schema) =>
        part is MLNetPart own ? own.ProbeOrNothing(schema) : part.Probe(schema))]);

    public static GoldenNumbers Parse(string path, byte[] json) =>
        new StageReader(path, EntryName, PipelineJson.Parse(path, EntryName, json), _ => throw new NotSupportedException())
            .Guard(reader => new GoldenNumbers(reader.Parts("stages", stage => stage.Singles("numbers"))));

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["stages"] = new JsonArray(
                [.. stages.Select(numbers =>
                (JsonNode)new JsonObject { ["numbers"] = new JsonArray([.. numbers.Select(n => (JsonNode)n)]) })]),
        },
        PipelineJson.Indented);

    /// <summary>What makes two series different beyond rounding, or null.</summary>
    public static string? Difference(IReadOnlyList<float> expected, IReadOnlyList<float> found)
    {
        if (expected.Count != found.Count)
        {
            return $"{expected.Count} numbers expected, {found.Count} came";
        }

        float scale = expected.Aggregate(1f, (most, value) => MathF.Max(most, MathF.Abs(value)));
        for (int i = 0; i < expected.Count; i++)
        {
            // Written so that a NaN on one side fails.
            if (!(MathF.Abs(expected[i] - found[i]) <= Tolerance * scale))
            {
                return string.Create(CultureInfo.InvariantCulture, $"number {i + 1} is {found[i]}, {expected[i]} was stored");
            }
        }

        return null;
    }

    /// <exception cref="SavedPipelineException">A stage comes to other numbers.</exception>
    public void Check(string path, IReadOnlyList<PipelinePart> loaded, DataViewSchema input)
    {
        if (loaded.Count != stages.Count)
        {
            throw Error(path, $"{EntryName} has numbers for {stages.Count} stages; there are {loaded.Count}.");
        }

        int at = 0;
        foreach (float[] found in Measure(loaded, input, (part, schema) => Probe(path, part, schema, at)))
        {
            if (Difference(stages[at], found) is { } difference)
            {
                throw Error(path, $"golden check of stage {at + 1} ({loaded[at].Name}): {difference}.");
            }

            at++;
        }
    }

    private IReadOnlyList<float> Probe(string path, PipelinePart part, DataViewSchema schema, int at)
    {
        if (part is not MLNetPart own)
        {
            return part.Probe(schema);
        }

        // No numbers were stored where the stages did not take a synthetic row: they need not here.
        if (stages[at].Length == 0)
        {
            return [];
        }

        try
        {
            return own.Probe(schema);
        }
        catch (Exception e)
        {
            throw new SavedPipelineException(
                SavedPipelineError.GoldenCheck, path, $"golden check of stage {at + 1} ({part.Name}) failed: {e.Message}", e);
        }
    }

    private static IEnumerable<float[]> Measure(
        IReadOnlyList<PipelinePart> parts, DataViewSchema input, Func<PipelinePart, DataViewSchema, IReadOnlyList<float>> probe)
    {
        DataViewSchema schema = input;
        foreach (PipelinePart part in parts)
        {
            yield return [.. probe(part, schema)];
            schema = part.GetOutputSchema(schema);
        }
    }

    private static SavedPipelineException Error(string path, string reason) => new(SavedPipelineError.GoldenCheck, path, reason);
}
