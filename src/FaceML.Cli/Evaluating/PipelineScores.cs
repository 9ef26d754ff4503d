using FaceML.Calibration;
using FaceML.Comparison;
using FaceML.Evaluation.Calibration;
using FaceML.Evaluation.Protocols;
using FaceML.Saving;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary>
/// A saved verification pipeline, run over many pairs: every picture goes through its networks once, every pair through its own comparison.
/// </summary>
internal sealed class PipelineScores : IDisposable
{
    private sealed class Vectors
    {
        public float[] Embedding1 { get; set; } = [];

        public float[] Embedding2 { get; set; } = [];

        public string Status1 { get; set; } = nameof(FaceStatus.Found);

        public string Status2 { get; set; } = nameof(FaceStatus.Found);
    }

    private sealed class VectorPair
    {
        [VectorType]
        public float[] Embedding1 { get; set; } = [];

        [VectorType]
        public float[] Embedding2 { get; set; } = [];
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }

    private readonly MLContext context = new(seed: 1);
    private readonly FaceComparisonTransformer comparison;
    private readonly Dictionary<string, float[]?> vectors = new(StringComparer.Ordinal);

    public PipelineScores(string file, NetworkOptions? networks = null, bool imagesAreAligned = false)
    {
        File = file;
        Chain = context.Faces.Load(file, out DataViewSchema schema, new LoadOptions { Networks = networks, ImagesAreAligned = imagesAreAligned });
        InputSchema = schema;
        comparison = Chain.OfType<FaceComparisonTransformer>().LastOrDefault()
            ?? throw new ToolException($"{file} compares nothing. 'faceml inspect {file}' shows what it does.");
        DataViewSchema output = Chain.GetOutputSchema(schema);
        if (!((string[])["Path1", "Path2"]).All(c => schema.GetColumnOrNull(c) is not null) || !((string[])["Embedding1", "Embedding2", "Score"]).All(c => output.GetColumnOrNull(c) is not null))
        {
            throw new ToolException($"{file} is not a verification pipeline from Path1 and Path2 over Embedding1 and Embedding2 to Score.");
        }
    }

    public string File { get; }

    public TransformerChain<ITransformer> Chain { get; }

    public DataViewSchema InputSchema { get; }

    /// <summary>The fitted threshold; null when the pipeline has none.</summary>
    public ThresholdCalibration? Threshold => Chain.OfType<FaceThresholdTransformer>().LastOrDefault()?.Calibration;

    /// <summary>The score calibration; null when the pipeline has none.</summary>
    public ScoreCalibration? Calibration => Chain.OfType<FaceScoreCalibrationTransformer>().LastOrDefault()?.Calibration;

    /// <summary>What faces are judged by, and scores compensated; null when the pipeline does neither.</summary>
    public FaceQualityModel? Quality => comparison.Quality;

    /// <summary>The quality of the face of an image that was embedded and shows a usable one.</summary>
    public double QualityOf(string picture) => Quality!.Quality(vectors[picture]);

    /// <summary>A vector whose inner product with another one is the pipeline's score, where that is a cosine.</summary>
    public float[] Comparable(string picture) => Quality is null ? vectors[picture]! : Quality.Compensate(vectors[picture]);

    /// <summary>The vector of a picture that was embedded; null when it shows no usable face.</summary>
    public float[]? this[string picture] => vectors[picture];

    /// <summary>Runs pictures, two a row, through the pipeline's networks.</summary>
    public void Embed(ToolTerminal terminal, string folder, IReadOnlyList<string> pictures, CancellationToken cancellation)
    {
        string[] missing = [.. pictures.Where(p => !vectors.ContainsKey(p)).Distinct()];
        FacePair[] rows = [.. missing.Chunk(2).Select(two => new FacePair { Path1 = Path.Combine(folder, two[0]), Path2 = Path.Combine(folder, two[^1]) })];
        ToolProgress.Count(terminal, "Embedding", rows.Length, progress =>
        {
            IDataView data = context.Data.LoadFromEnumerable(rows).WithCancellation(cancellation).WithProgress(progress);
            int row = 0;
            foreach (Vectors found in context.Data.CreateEnumerable<Vectors>(Chain.Transform(data), reuseRowObject: false))
            {
                vectors[missing[2 * row]] = found.Status1 == nameof(FaceStatus.Found) ? found.Embedding1 : null;
                if ((2 * row) + 1 < missing.Length)
                {
                    vectors[missing[(2 * row) + 1]] = found.Status2 == nameof(FaceStatus.Found) ? found.Embedding2 : null;
                }

                row++;
            }
        });
    }

    /// <summary>The scores of pairs whose pictures were embedded, by the pipeline's own comparison; NaN where a face is missing.</summary>
    public float[] Score(IReadOnlyList<ImagePair> pairs)
    {
        float[] scores = new float[pairs.Count];
        Array.Fill(scores, float.NaN);
        int[] usable = [.. Enumerable.Range(0, pairs.Count).Where(i => vectors[pairs[i].First] is not null && vectors[pairs[i].Second] is not null)];
        IDataView data = context.Data.LoadFromEnumerable(usable.Select(i => new VectorPair { Embedding1 = vectors[pairs[i].First]!, Embedding2 = vectors[pairs[i].Second]! }));
        int at = 0;
        foreach (Scored row in context.Data.CreateEnumerable<Scored>(comparison.Transform(data), reuseRowObject: true))
        {
            scores[usable[at++]] = row.Score;
        }

        return scores;
    }

    public void Dispose() => Chain.Dispose();
}
