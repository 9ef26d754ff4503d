namespace FaceML.Tests;

[TestClass]
public sealed class FaceMLExtensionsTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void cancelled_fitting_ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        IDataView data = ScoreModel.Data(Ml, 0.5f).WithCancellation(stop.Token);
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            Ml.Faces.Compare("Score", "Embedding1", "Embedding2").Append(Ml.Faces.CalibrateThreshold(maxFalseMatchRate: 0.05)).Fit(data));
    }

    [TestMethod]
    public void progress_counts_rows_of_each_pass()
    {
        var reports = new List<long>();
        IDataView data = ScoreModel.Data(Ml, 0.5f).WithProgress(new Collect(reports));
        for (int pass = 0; pass < 2; pass++)
        {
            reports.Clear();
            ViewValues.Read(data, "Label");
            CollectionAssert.AreEqual(Enumerable.Range(1, 120).Select(i => (long)i).ToArray(), reports);
        }
    }

    private sealed class Collect(List<long> reports) : IProgress<long>
    {
        public void Report(long value) => reports.Add(value);
    }
}
