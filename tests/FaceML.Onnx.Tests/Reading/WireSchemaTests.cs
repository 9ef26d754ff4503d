using FaceML.Onnx.Reading;
using Google.Protobuf.Reflection;

namespace FaceML.Onnx.Tests.Reading;

/// <summary>The schema that is written out beside the one of the library that reads the format.</summary>
[TestClass]
public sealed class WireSchemaTests
{
    [TestMethod]
    public void every_message_counts_the_fields_that_the_format_has()
    {
        Dictionary<MessageDescriptor, WireSchema> seen = [];
        Compare(ModelProto.Descriptor, WireSchema.Model, seen);
        Assert.AreSame(WireSchema.Node, seen[NodeProto.Descriptor]);
        Assert.HasCount(12, seen);
    }

    private static void Compare(MessageDescriptor format, WireSchema schema, Dictionary<MessageDescriptor, WireSchema> seen)
    {
        if (!seen.TryAdd(format, schema))
        {
            Assert.AreSame(seen[format], schema, format.FullName);
            return;
        }

        FieldDescriptor[] counted = [.. format.Fields.InFieldNumberOrder()
            .Where(field => field.FieldType == FieldType.Message || field is { IsRepeated: true, IsPacked: false })];
        CollectionAssert.AreEquivalent(
            counted.Select(field => field.FieldNumber).ToArray(), schema.Fields.Keys.ToArray(), format.FullName);
        foreach (FieldDescriptor field in counted)
        {
            Assert.AreEqual(field.FieldType == FieldType.Message, schema.Fields[field.FieldNumber] is not null, field.FullName);
            if (schema.Fields[field.FieldNumber] is { } message)
            {
                Compare(field.MessageType, message, seen);
            }
        }
    }
}
