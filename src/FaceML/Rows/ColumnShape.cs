using FaceML.Columns;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Rows;

/// <summary>
/// Columns of a <see cref="SchemaShape"/>. ML.NET gives third parties no constructor for them, but any column can be
/// had from the promise of a custom mapping whose output definition holds it.
/// </summary>
internal static class ColumnShape
{
    public static SchemaShape.Column Of(MLContext context, OutputColumn output)
    {
        bool vector = output.Type is VectorDataViewType;
        Type item = output.Type is VectorDataViewType type ? type.ItemType.RawType : output.Type.RawType;
        return (vector, item) switch
        {
            (true, _) when item == typeof(float) => Ask<Vector<float>>(context, output),
            (true, _) when item == typeof(byte) => Ask<Vector<byte>>(context, output),
            (false, _) when item == typeof(float) => Ask<Scalar<float>>(context, output),
            (false, _) when item == typeof(double) => Ask<Scalar<double>>(context, output),
            (false, _) when item == typeof(bool) => Ask<Scalar<bool>>(context, output),
            (false, _) when item == typeof(ReadOnlyMemory<char>) => Ask<Text>(context, output),
            (false, _) when item == typeof(Image) => Ask<ImageShape>(context, output),
            (false, _) when output.Type is ImageDataViewType image => MLImage(context, output.Name, image),
            (false, _) when item == typeof(DetectedFaces) => Ask<Faces>(context, output),
            _ => throw new NotSupportedException($"Column '{output.Name}' of type {output.Type} has no shape."),
        };
    }

    // Custom mappings refuse images of unknown size; ML.NET's own image stages promise both kinds.
    private static SchemaShape.Column MLImage(MLContext context, string name, ImageDataViewType type)
    {
        var path = new SchemaShape([Ask<Text>(context, new OutputColumn("Path", TextDataViewType.Instance))]);
        IEstimator<ITransformer> stage = context.Transforms.LoadImages(name, "", "Path");
        if (type.Width > 0 && type.Height > 0)
        {
            stage = stage.Append(context.Transforms.ResizeImages(name, type.Width, type.Height));
        }

        return stage.GetOutputSchema(path).Single(column => column.Name == name);
    }

    private static SchemaShape.Column Ask<T>(MLContext context, OutputColumn output)
        where T : class, new()
    {
        var definition = SchemaDefinition.Create(typeof(T));
        SchemaDefinition.Column column = definition[0];
        column.ColumnName = output.Name;
        column.ColumnType = output.Type;
        SchemaShape shape = context.Transforms.CustomMapping<Nothing, T>(
            (_, _) => { }, null, null, outputSchemaDefinition: definition).GetOutputSchema(new SchemaShape([]));
        return shape.Single();
    }

    private sealed class Nothing;

    private sealed class Scalar<T>
    {
        public T Value = default!;
    }

    private sealed class Vector<T>
    {
        public T[] Value = [];
    }

    private sealed class Text
    {
        public string Value = "";
    }

    private sealed class ImageShape
    {
        [FaceColumnType]
        public Image Value = null!;
    }

    private sealed class Faces
    {
        [FaceColumnType]
        public DetectedFaces Value = null!;
    }
}
