using FaceML.Columns;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Rows;

/// <summary>A column that a stage reads: its name, and which types will do.</summary>
internal sealed class InputColumn
{
    private readonly Func<DataViewType, bool> acceptsItem;
    private readonly bool vector;
    private readonly int size;

    private InputColumn(string name, string expected, bool vector, int size, Func<DataViewType, bool> acceptsItem)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Expected = expected;
        this.vector = vector;
        this.size = size;
        this.acceptsItem = acceptsItem;
    }

    public string Name { get; }

    /// <summary>The type in words, for messages.</summary>
    public string Expected { get; }

    public static InputColumn Image(string name) => new(name, "an image (FaceImage or MLImage)", false, 0, IsImage);

    public static InputColumn Faces(string name) =>
        new(name, "detected faces (DetectedFaces)", false, 0, item => item is DetectedFacesDataViewType);

    public static InputColumn Single(string name) => new(name, "a number (Single)", false, 0, item => item == NumberDataViewType.Single);

    public static InputColumn Boolean(string name) =>
        new(name, "a yes or no (Boolean)", false, 0, item => item == BooleanDataViewType.Instance);

    public static InputColumn Text(string name) => new(name, "a text", false, 0, item => item == TextDataViewType.Instance);

    /// <summary>Who is shown: a name, or a key.</summary>
    public static InputColumn Identity(string name) =>
        new(name, "a person (text or key)", false, 0, item => item == TextDataViewType.Instance || item is KeyDataViewType)
        {
            AcceptsKey = true,
        };

    /// <summary>A vector of Single; of exactly <paramref name="size"/> numbers when that is not 0.</summary>
    public static InputColumn Vector(string name, int size = 0) =>
        new(name, size == 0 ? "a vector of Single" : $"a vector of {size} Single", true, size, item => item == NumberDataViewType.Single);

    /// <summary>What <c>LoadImages</c> takes: a path, the bytes of an encoded file, or an image that is there already.</summary>
    public static InputColumn ImageSource(string name) =>
        new(name, "a path (text), an encoded file (vector of Byte) or an image (FaceImage or MLImage)", false, 0,
            item => item == TextDataViewType.Instance || IsImage(item))
        { AcceptsByteVector = true };

    private bool AcceptsByteVector { get; init; }

    private bool AcceptsKey { get; init; }

    /// <summary>Finds the column in a schema.</summary>
    /// <exception cref="FaceColumnException">It is missing or of another type.</exception>
    public DataViewSchema.Column Find(DataViewSchema schema, string stage)
    {
        DataViewSchema.Column? found = schema.GetColumnOrNull(Name);
        if (found is not { } column)
        {
            throw new FaceColumnException(stage, Name, Expected, null, schema.Where(c => !c.IsHidden).Select(c => c.Name));
        }

        var type = column.Type as VectorDataViewType;
        bool sized = size == 0 || type is null || !type.IsKnownSize || type.Size == size;
        if (!Accepts(type is not null, type is null ? column.Type : type.ItemType) || !sized)
        {
            throw new FaceColumnException(stage, Name, Expected, column.Type.ToString(), []);
        }

        return column;
    }

    /// <summary>Checks the column's promise in a schema's shape.</summary>
    /// <exception cref="FaceColumnException">It is missing or of another type.</exception>
    public void Check(SchemaShape shape, string stage)
    {
        foreach (SchemaShape.Column column in shape)
        {
            if (column.Name == Name)
            {
                bool isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar;
                if (column.IsKey ? !AcceptsKey || isVector : !Accepts(isVector, column.ItemType))
                {
                    throw new FaceColumnException(
                        stage, Name, Expected, $"{(column.IsKey ? "key of " : "")}{(isVector ? "vector of " : "")}{column.ItemType}", []);
                }

                return;
            }
        }

        throw new FaceColumnException(stage, Name, Expected, null, shape.Select(c => c.Name));
    }

    private static bool IsImage(DataViewType item) => item is FaceImageDataViewType or ImageDataViewType;

    private bool Accepts(bool isVector, DataViewType item) =>
        isVector == vector && acceptsItem(item) || isVector && AcceptsByteVector && item == NumberDataViewType.Byte;
}
