using FaceML.Training.Fusion;

namespace FaceML.Fusion;

/// <summary>Learns to fuse the scores of several embedders (<c>ml.Faces.FuseScores</c>).</summary>
internal sealed class FaceFusionEstimator : FaceEstimator<FaceFusionTransformer>
{
    private readonly FaceFusionOptions options;

    internal FaceFusionEstimator(MLContext context, FaceFusionOptions options)
        : base(context, FaceFusionTransformer.Stage, InputsOf(options), FaceFusionTransformer.OutputsOf(options.OutputColumnName))
    {
        if (options.ScoreColumnNames.Count < 2)
        {
            throw new ArgumentException(
                $"{nameof(options.ScoreColumnNames)} must name two columns at least; it names {options.ScoreColumnNames.Count}.",
                nameof(options));
        }

        if (!Enum.IsDefined(options.Method))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Method, $"Known methods are {string.Join(", ", Enum.GetNames<FaceFusionMethod>())}.");
        }

        this.options = options;
    }

    private protected override FaceFusionTransformer FitCore(IDataView input)
    {
        (float[] scores, bool[] labels, int leftOut) = Read(input);
        int genuine = labels.Count(l => l), impostors = labels.Length - genuine;
        try
        {
            LogisticFusion fusion = options.Method == FaceFusionMethod.Logistic
                ? LogisticFusion.Fit(scores, labels)
                : MeanOfZNorms(scores, labels);
            return new FaceFusionTransformer(
                options.OutputColumnName, options.ScoreColumnNames, options.Method, fusion, genuine, impostors);
        }
        catch (ArgumentException e)
        {
            throw new EvaluationDataException(
                $"{FaceFusionTransformer.Stage}, columns {string.Join(", ", options.ScoreColumnNames)}: {e.Message} There are {genuine} "
                    + $"genuine and {impostors} impostor pairs with all scores; {leftOut} rows were left out.");
        }
    }

    // A mean of affine maps is a weighted sum.
    private LogisticFusion MeanOfZNorms(float[] scores, bool[] labels)
    {
        int columns = options.ScoreColumnNames.Count;
        ZNormalization[] norms =
            [.. Enumerable.Range(0, columns)
            .Select(c => ZNormalization.Fit(
            [.. labels.Select((label, row) => (label, row)).Where(r => !r.label).Select(r => scores[r.row * columns + c])]))];
        return new LogisticFusion(-norms.Average(n => n.Mean / n.Deviation), norms.Select(n => 1 / n.Deviation / columns));
    }

    private (float[] Scores, bool[] Labels, int LeftOut) Read(IDataView input)
    {
        DataViewSchema.Column[] columns = [.. InputsOf(options).Select(c => c.Find(input.Schema, FaceFusionTransformer.Stage))];
        using DataViewRowCursor cursor = input.GetRowCursor(columns);
        ValueGetter<float>[] getters = [.. columns[..^1].Select(cursor.GetGetter<float>)];
        ValueGetter<bool> getLabel = cursor.GetGetter<bool>(columns[^1]);
        List<float> scores = [];
        List<bool> labels = [];
        float[] row = new float[getters.Length];
        bool label = false;
        int leftOut = 0;
        while (cursor.MoveNext())
        {
            for (int i = 0; i < row.Length; i++)
            {
                getters[i](ref row[i]);
            }

            if (row.Any(float.IsNaN))
            {
                leftOut++;
                continue;
            }

            getLabel(ref label);
            scores.AddRange(row);
            labels.Add(label);
        }

        return ([.. scores], [.. labels], leftOut);
    }

    private static InputColumn[] InputsOf(FaceFusionOptions options) =>
        [.. options.ScoreColumnNames.Select(InputColumn.Single), InputColumn.Boolean(options.LabelColumnName)];
}
