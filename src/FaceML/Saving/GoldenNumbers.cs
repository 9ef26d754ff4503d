using System.Globalization;
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

    public static GoldenNumbers Measure(IReadOnlyList<FaceTransformer> stages) => new([.. stages.Select(stage => stage.Probe().ToArray())]);

    public static GoldenNumbers Parse(string path, byte[] json) =>
        new StageReader(path, EntryName, PipelineJson.Parse(path, EntryName, json), _ => throw new NotSupportedException())
            .Guard(reader => new GoldenNumbers(reader.Parts("stages", stage => stage.Singles("numbers"))));

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["stages"] = new JsonArray([.. stages.Select(numbers => (JsonNode)new JsonObject { ["numbers"] = new JsonArray([.. numbers.Select(n => (JsonNode)n)]) })]),
        },
        PipelineJson.Indented);

    /// <exception cref="SavedPipelineException">A stage comes to other numbers.</exception>
    public void Check(string path, IReadOnlyList<FaceTransformer> loaded)
    {
        GoldenNumbers found = Measure(loaded);
        if (found.stages.Count != stages.Count)
        {
            throw Error(path, $"{EntryName} has numbers for {stages.Count} stages; there are {found.stages.Count}.");
        }

        for (int stage = 0; stage < stages.Count; stage++)
        {
            float[] expected = stages[stage], came = found.stages[stage];
            if (expected.Length != came.Length)
            {
                throw Error(path, $"golden check of stage {stage + 1} ({loaded[stage].StageName}): {expected.Length} numbers expected, {came.Length} came.");
            }

            float scale = expected.Aggregate(1f, (most, value) => MathF.Max(most, MathF.Abs(value)));
            for (int i = 0; i < expected.Length; i++)
            {
                // Written so that a NaN fails.
                if (!(MathF.Abs(expected[i] - came[i]) <= Tolerance * scale))
                {
                    throw Error(path, string.Create(CultureInfo.InvariantCulture, $"golden check of stage {stage + 1} ({loaded[stage].StageName}): number {i + 1} is {came[i]}, {expected[i]} was stored."));
                }
            }
        }
    }

    private static SavedPipelineException Error(string path, string reason) => new(SavedPipelineError.GoldenCheck, path, reason);
}
