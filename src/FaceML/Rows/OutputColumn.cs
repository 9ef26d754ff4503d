using FaceML.Columns;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Rows;

/// <summary>A column that a stage adds.</summary>
/// <param name="Name">Its name; a column that had it before becomes hidden, as everywhere in ML.NET.</param>
/// <param name="Type">Its exact type.</param>
internal sealed record OutputColumn(string Name, DataViewType Type)
{
    /// <summary>A column of images.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Which type.</param>
    /// <param name="size">The size of all its images where that is known; ML.NET's <c>ExtractPixels</c> takes no other columns.</param>
    public static OutputColumn Image(string name, ImageColumnKind kind, (int Width, int Height)? size = null) => new(name, kind switch
    {
        ImageColumnKind.FaceImage => FaceImageDataViewType.Instance,
        ImageColumnKind.MLImage => size is var (width, height) ? new ImageDataViewType(height, width) : new ImageDataViewType(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind,
            $"The kind of image column must be one of {string.Join(", ", Enum.GetNames<ImageColumnKind>())}; it is {kind}."),
    });
}
