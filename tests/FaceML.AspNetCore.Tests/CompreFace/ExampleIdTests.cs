using FaceML.AspNetCore.CompreFace;

namespace FaceML.AspNetCore.Tests.CompreFace;

[TestClass]
public sealed class ExampleIdTests
{
    [TestMethod]
    [DataRow(1L)]
    [DataRow(4_294_967_296L)]
    [DataRow((1L << 62) - 1)]
    public void the_key_of_a_template_is_read_back_from_its_uuid(long key)
    {
        Guid id = ExampleId.Of("people", key);
        Assert.AreEqual(8, id.Version);
        Assert.AreEqual(key, ExampleId.KeyOf("people", id));
        Assert.AreEqual(id, ExampleId.Of("people", key));
    }

    [TestMethod]
    public void a_uuid_of_another_gallery_or_of_none_has_no_key()
    {
        Assert.IsNull(ExampleId.KeyOf("others", ExampleId.Of("people", 1)));
        Assert.IsNull(ExampleId.KeyOf("people", Guid.Empty));
        Assert.IsNull(ExampleId.KeyOf("people", Guid.Parse("e1a7653d-af52-4b0b-a05f-ee3f7b667fba")));
    }
}
