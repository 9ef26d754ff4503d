using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Kernel.Data;

/// <summary>A promise of the kernel that ML.NET 5.0 does not keep everywhere.</summary>
[TestClass]
public sealed class DisposalTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void CursorsOfTheSourceAreDisposed()
    {
        var source = new CountingView(ml.Data.LoadFromEnumerable(Point.Line(60)));
        IDataView view = ml.Transforms.CopyColumns("Copy", "Id").Fit(source).Transform(new LengthTransformer("Length", "Coordinates").Transform(source));
        Assert.HasCount(60, ml.Data.CreateEnumerable<Length>(ml.Data.TakeRows(view, 70), false).ToArray());
        Assert.HasCount(60, ml.Data.CreateEnumerable<Length>(ml.Data.ShuffleRows(view, 1), false).ToArray());
        Assert.AreEqual(source.Asked.Count, source.Disposed);
    }
}
