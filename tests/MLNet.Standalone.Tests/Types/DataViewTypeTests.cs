using System.Collections.Immutable;

namespace Microsoft.ML.Tests.Types;

[TestClass]
public sealed class DataViewTypeTests
{
    [TestMethod]
    public void NamesAreThoseOfMLNet()
    {
        DataViewType[] types =
        [
            NumberDataViewType.Single, NumberDataViewType.UInt64, TextDataViewType.Instance, BooleanDataViewType.Instance, DateTimeDataViewType.Instance,
            DateTimeOffsetDataViewType.Instance, TimeSpanDataViewType.Instance, RowIdDataViewType.Instance, new KeyDataViewType(typeof(uint), 10),
            new VectorDataViewType(NumberDataViewType.Single), new VectorDataViewType(NumberDataViewType.Single, 3),
            new VectorDataViewType(NumberDataViewType.Byte, 3, 0, 2), new VectorDataViewType(new KeyDataViewType(typeof(byte), 255), 2),
        ];
        Assert.AreEqual(
            "Single UInt64 String Boolean DateTime DateTimeOffset TimeSpan DataViewRowId Key<UInt32, 0-9> "
            + "Vector<Single> Vector<Single, 3> Vector<Byte, 3, *, 2> Vector<Key<Byte, 0-254>, 2>",
            string.Join(' ', types.Select(type => type.ToString())));
    }

    [TestMethod]
    public void KeysAreEqualByTypeAndCount()
    {
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 10), new KeyDataViewType(typeof(uint), 10ul));
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 10).GetHashCode(), new KeyDataViewType(typeof(uint), 10ul).GetHashCode());
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 10), new KeyDataViewType(typeof(uint), 11));
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 10), new KeyDataViewType(typeof(ulong), 10));
    }

    [TestMethod]
    public void KeysOfOtherTypesAndCountsAreRefused()
    {
        Throws(() => new KeyDataViewType(typeof(int), 10));
        Throws(() => new KeyDataViewType(typeof(byte), 256));
        Throws(() => new KeyDataViewType(typeof(byte), 0));
        Throws(() => new KeyDataViewType(typeof(uint), -1));
        Assert.AreEqual(ulong.MaxValue, new KeyDataViewType(typeof(ulong), ulong.MaxValue).Count);
    }

    [TestMethod]
    public void VectorsAreEqualByItemsAndDimensions()
    {
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, ImmutableArray.Create(2, 3)));
        Assert.AreNotEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, 3, 2));
        Assert.AreNotEqual(new VectorDataViewType(NumberDataViewType.Single, 6), new VectorDataViewType(NumberDataViewType.Double, 6));
        Assert.AreEqual(6, new VectorDataViewType(NumberDataViewType.Single, 2, 3).Size);
        Assert.AreEqual(0, new VectorDataViewType(NumberDataViewType.Single, 2, 0).Size);
        Assert.IsFalse(new VectorDataViewType(NumberDataViewType.Single, 2, 0).IsKnownSize);
        Assert.AreEqual(typeof(VBuffer<float>), new VectorDataViewType(NumberDataViewType.Single, 2).RawType);
    }

    [TestMethod]
    public void VectorsOfNegativeOrOverflowingSizeAreRefused()
    {
        Throws(() => new VectorDataViewType(NumberDataViewType.Single, -1));
        Throws(() => new VectorDataViewType(NumberDataViewType.Single, 2, -1));
        Assert.ThrowsExactly<OverflowException>(() => new VectorDataViewType(NumberDataViewType.Single, 1 << 20, 1 << 20));
        Assert.ThrowsExactly<ArgumentNullException>(() => new VectorDataViewType(null, 1));
    }

    private static void Throws(Func<object> action) => Assert.Throws<ArgumentException>(action);
}
