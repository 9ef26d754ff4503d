using Microsoft.ML.Tests.Support;

namespace MLNet.Bench;

/// <summary>Many rows through views.</summary>
internal static class ViewBench
{
    public static void Run(int count)
    {
        var ml = new MLContext(seed: 1);
        PredictionBench.Vector[] rows = [.. Enumerable.Range(0, count).Select(i => new PredictionBench.Vector { Values = [2 * i, i, 2 * i] })];
        PredictionBench.Scalar[] scalars = [.. Enumerable.Range(0, count).Select(i => new PredictionBench.Scalar { Number = i })];
        IDataView vectorView = ml.Data.LoadFromEnumerable(rows);
        IDataView scalarView = ml.Data.LoadFromEnumerable(scalars);

        ITransformer mapping = ml.Transforms.CustomMapping<PredictionBench.Scalar, PredictionBench.Result>((from, to) => to.Value = 2 * from.Number, null).Fit(scalarView);
        foreach (bool reuse in new[] { true, false })
        {
            string suffix = reuse ? "" : ", new objects";
            Measure.Line("CreateEnumerable alone" + suffix, count, () => Sum(ml.Data.CreateEnumerable<PredictionBench.Scalar>(scalarView, reuse), row => row.Number));
            Measure.Line("Transform + CreateEnumerable, custom mapping" + suffix, count,
                () => Sum(ml.Data.CreateEnumerable<PredictionBench.Result>(mapping.Transform(scalarView), reuse), row => row.Value));
            Measure.Line("Transform + CreateEnumerable, from-scratch mapper" + suffix, count, () => Sum(
                ml.Data.CreateEnumerable<PredictionBench.Result>(new LengthTransformer("Value", "Values").Transform(vectorView), reuse), row => row.Value));
        }
    }

    private static void Sum<T>(IEnumerable<T> rows, Func<T, float> value)
    {
        double sum = 0;
        foreach (T row in rows)
        {
            sum += value(row);
        }

        if (double.IsNaN(sum))
        {
            throw new InvalidOperationException("The rows are wrong.");
        }
    }
}
