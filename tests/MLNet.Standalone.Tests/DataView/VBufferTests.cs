using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Tests.DataView;

[TestClass]
public sealed class VBufferTests
{
    [TestMethod]
    public void SparseVectorEqualsItsDenseCopyEverywhere() => Prop.ForAll<int[]>(items =>
    {
        VBuffer<int> sparse = Sparse(items);
        var dense = new int[items.Length];
        sparse.CopyTo(dense);
        VBuffer<int> copy = default;
        sparse.CopyToDense(ref copy);
        return dense.SequenceEqual(items) && copy.IsDense && sparse.DenseValues().SequenceEqual(items)
            && Enumerable.Range(0, items.Length).All(i => sparse.GetItemOrDefault(i) == items[i])
            && sparse.Items(all: true).Select(item => item.Value).SequenceEqual(items)
            && sparse.Items().All(item => items[item.Key] == item.Value);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void PartsAreCopiedWithMovedIndices() => Prop.ForAll<int[], byte, byte>((items, a, b) =>
    {
        int from = items.Length == 0 ? 0 : a % items.Length;
        int length = Math.Min(b, items.Length - from);
        VBuffer<int> part = new(3, [7, 8, 9]);
        Sparse(items).CopyTo(ref part, from, length);
        VBuffer<int> densePart = default;
        new VBuffer<int>(items.Length, items).CopyTo(ref densePart, from, length);
        int[] expected = items[from..(from + length)];
        return part.DenseValues().SequenceEqual(expected) && densePart.DenseValues().SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void MissingItemsGetTheDefaultWhenCopiedToASpan()
    {
        var target = new int[5];
        new VBuffer<int>(4, 2, [1, 2], [1, 3]).CopyTo(target, 1, -1);
        CollectionAssert.AreEqual(new[] { 0, -1, 1, -1, 2 }, target);

        // Without a single value it is cleared instead.
        new VBuffer<int>(4, 0, null, null).CopyTo(target, 0, -1);
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 0, 2 }, target);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<int>(4, [1, 2, 3, 4]).CopyTo(new int[4], 1));
    }

    [TestMethod]
    public void BuffersThatAreLongEnoughAreUsedAgain()
    {
        VBuffer<int> vector = new(3, [1, 2, 3]);
        VBufferEditor<int> same = VBufferEditor.Create(ref vector, 2);
        Assert.IsFalse(same.CreatedNewValues);
        Assert.AreEqual(1, same.Values[0]);
        VBufferEditor<int> longer = VBufferEditor.Create(ref vector, 5, keepOldOnResize: true);
        Assert.IsTrue(longer.CreatedNewValues);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 0, 0 }, longer.Values.ToArray());
        VBufferEditor<int> sparse = VBufferEditor.Create(ref vector, 100, 2);
        Assert.IsTrue(sparse.CreatedNewIndices);
        sparse.Indices[0] = 10;
        sparse.Indices[1] = 20;
        vector = sparse.CommitTruncated(1);
        Assert.AreEqual("Sparse vector of size 100, 1 explicit values", vector.ToString());
        Assert.AreEqual(1, vector.GetItemOrDefault(10));
        Assert.AreEqual(0, vector.GetItemOrDefault(20));
    }

    [TestMethod]
    public void PartsThatDoNotFitAreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = new VBuffer<int>(-1, []));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = new VBuffer<int>(3, [1, 2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = new VBuffer<int>(3, 2, [1, 2], [0]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = new VBuffer<int>(3, 4, [1, 2, 3, 4], [0, 1, 2, 3]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, [1, 2, 3]).GetItemOrDefault(3));
        VBuffer<int> vector = default;
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => VBuffer<int>.Copy([1, 2, 3], 2, ref vector, 2));
    }

    [TestMethod]
    public void ArraysAreCopiedInParts()
    {
        VBuffer<int> vector = default;
        VBuffer<int>.Copy([1, 2, 3, 4], 1, ref vector, 2);
        CollectionAssert.AreEqual(new[] { 2, 3 }, vector.GetValues().ToArray());
        Assert.AreEqual("Dense vector of size 2", vector.ToString());
    }

    private static VBuffer<int> Sparse(int[] items)
    {
        int[] indices = [.. Enumerable.Range(0, items.Length).Where(i => items[i] != 0)];
        return new VBuffer<int>(items.Length, indices.Length, [.. indices.Select(i => items[i])], indices);
    }
}
