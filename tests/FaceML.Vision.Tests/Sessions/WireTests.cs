namespace FaceML.Vision.Tests.Sessions;

[TestClass]
public sealed class WireTests
{
    // Field 1 varint 300, field 2 "abc", field 3 fixed32 whose last byte looks like a continued varint, field 2 "de".
    private static readonly byte[] Message = [0x08, 0xAC, 0x02, 0x12, 3, (byte)'a', (byte)'b', (byte)'c', 0x1D, 1, 2, 3, 0xFF, 0x12, 2, (byte)'d', (byte)'e'];

    [TestMethod]
    public void A_field_is_replaced_and_the_rest_copied()
    {
        byte[] copy = Wire.Rewrite(Message, (field, value) => field == 2 && value.Length == 2 ? [.. "longer"u8] : null);
        CollectionAssert.AreEqual((byte[])[.. Message[..13], 0x12, 6, .. "longer"u8], copy);
        CollectionAssert.AreEqual(Message, Wire.Rewrite(Message, (_, _) => null));
    }

    [TestMethod]
    public void Long_values_get_a_long_length()
    {
        byte[] copy = Wire.Rewrite([0x12, 0], (_, _) => new byte[300]);
        CollectionAssert.AreEqual(new byte[] { 0x12, 0xAC, 0x02 }, copy[..3]);
        Assert.AreEqual(303, copy.Length);
    }

    [TestMethod]
    public void Text_is_the_first_of_its_number()
    {
        Assert.AreEqual("abc", Wire.Text(Message, 2));
        Assert.AreEqual("", Wire.Text(Message, 9));
    }

    [TestMethod]
    public void Lengths_beyond_the_end_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Wire.Fields([0x12, 5, 1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Wire.Fields([0x0D, 1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Wire.Fields([0x0B]));
        Assert.ThrowsExactly<OverflowException>(() => Wire.Fields([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]));
    }
}
