namespace FaceML.Tests.Saving;

[TestClass]
public sealed class ColumnTypeTextTests
{
    public static IEnumerable<object[]> Types =>
    [
        ["Text", TextDataViewType.Instance],
        ["Boolean", BooleanDataViewType.Instance],
        ["Single", NumberDataViewType.Single],
        ["UInt64", NumberDataViewType.UInt64],
        ["FaceImage", FaceImageDataViewType.Instance],
        ["DetectedFaces", DetectedFacesDataViewType.Instance],
        ["Vector<Single, 512>", new VectorDataViewType(NumberDataViewType.Single, 512)],
        ["Vector<Byte, 0>", new VectorDataViewType(NumberDataViewType.Byte)],
        ["Vector<Single, 3 x 112 x 112>", new VectorDataViewType(NumberDataViewType.Single, 3, 112, 112)],
        ["Key<UInt32, 10>", new KeyDataViewType(typeof(uint), 10)],
        ["Vector<Key<Byte, 7>, 2>", new VectorDataViewType(new KeyDataViewType(typeof(byte), 7), 2)],
    ];

    [TestMethod]
    [DynamicData(nameof(Types))]
    public void written_and_read_is_the_same(string text, DataViewType type)
    {
        Assert.AreEqual(text, ColumnTypeText.TryWrite(type));
        Assert.IsTrue(type.Equals(ColumnTypeText.TryRead(text)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("single")]
    [DataRow("System.String")]
    [DataRow("Vector<Single>")]
    [DataRow("Vector<Single, -1>")]
    [DataRow("Vector<Single, 1e3>")]
    [DataRow("Vector<Single, 99999 x 99999>")]
    [DataRow("Vector<FaceImage, 2>")]
    [DataRow("Vector<Vector<Single, 2>, 2>")]
    [DataRow("Key<Single, 10>")]
    [DataRow("Key<Byte, 0>")]
    [DataRow("Key<Byte, 256>")]
    [DataRow("Key<UInt32>")]
    public void anything_else_is_nothing(string text) => Assert.IsNull(ColumnTypeText.TryRead(text));
}
