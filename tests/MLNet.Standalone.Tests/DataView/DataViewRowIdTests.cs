namespace Microsoft.ML.Tests.DataView;

[TestClass]
public sealed class DataViewRowIdTests
{
    /// <summary>Values that ML.NET 5.0 gives: the same test runs against it.</summary>
    [TestMethod]
    public void MadeIdsAreThoseOfMLNet()
    {
        var id = new DataViewRowId(0x0123456789abcdef, 42);
        Assert.AreEqual("000000000000002a0123456789abcdef", id.ToString());
        Assert.AreEqual("e38e394d8f7d70cf2d82d82dab0a6ad2", id.Next().ToString());
        Assert.AreEqual("e38e394d8f7d70cf19624526c0d494ea", id.Fork().ToString());
        Assert.AreEqual("6f34ccaa81f95cf3a243c51b02aae863", id.Combine(new DataViewRowId(7, 0xfedcba9876543210)).ToString());
    }

    [TestMethod]
    public void IdsAreOrderedByTheHighHalfFirst()
    {
        DataViewRowId[] sorted = [new DataViewRowId(5, 1), new DataViewRowId(1, 2), new DataViewRowId(9, 0)];
        Array.Sort(sorted);
        CollectionAssert.AreEqual(new ulong[] { 9, 5, 1 }, sorted.Select(id => id.Low).ToArray());
        Assert.AreEqual(new DataViewRowId(5, 1), sorted[1]);
        Assert.AreEqual(new DataViewRowId(5, 1).GetHashCode(), sorted[1].GetHashCode());
        Assert.AreNotEqual<object>(new DataViewRowId(1, 5), sorted[1]);
    }
}
