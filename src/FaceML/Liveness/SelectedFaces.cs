using FaceML.Columns;

namespace FaceML.Liveness;

/// <summary>The face that is meant of each row of a block, with its image.</summary>
internal sealed class SelectedFaces(
    DataViewRow input, DataViewSchema.Column facesColumn, DataViewSchema.Column imageColumn, FaceSelection selection, int capacity)
{
    private readonly ValueGetter<DetectedFaces> getFaces = input.GetGetter<DetectedFaces>(facesColumn);
    private readonly ValueGetter<Image> getImage = ImageGetter.Of(input, imageColumn);
    private readonly Image?[] images = new Image?[capacity];
    private readonly DetectedFace?[] faces = new DetectedFace?[capacity];
    private DetectedFaces? found;

    /// <summary>How many slots there are.</summary>
    public int Capacity => images.Length;

    /// <exception cref="ArgumentOutOfRangeException">The selection is unknown.</exception>
    public static void Check(FaceSelection selection)
    {
        if (!Enum.IsDefined(selection))
        {
            throw new ArgumentOutOfRangeException(nameof(selection), selection,
                $"The selection must be one of {string.Join(", ", Enum.GetNames<FaceSelection>())}; it is {selection}.");
        }
    }

    /// <summary>Takes the row's face, if there is one that is meant and shows a pixel.</summary>
    public void Read(int slot)
    {
        getFaces(ref found!);
        getImage(ref images[slot]!);
        faces[slot] = found is { HasImage: true } && images[slot] is { } image && FaceRecognizer
            .Select(found, image, selection, out DetectedFace face) == FaceStatus.Found && IsVisible(face, image)
            ? face : null;
    }

    /// <summary>The slots of a range that have a face.</summary>
    public int[] Present(int from, int to) => [.. Enumerable.Range(from, to - from).Where(slot => faces[slot] is not null)];

    /// <summary>The face of a slot that has one.</summary>
    public (Image Image, Box Box) Of(int slot) => (images[slot]!, faces[slot]!.Value.Box);

    // A sliver of less than a pixel, cut off at the image's edge, shows nothing that could be assessed.
    private static bool IsVisible(in DetectedFace face, Image image) =>
        face.Box.ClipTo(image.Width, image.Height) is { Width: >= 1, Height: >= 1 };
}
