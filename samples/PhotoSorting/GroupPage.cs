using FaceML.Imaging;
using FaceML.Reports;

namespace PhotoSorting;

/// <summary>The groups on one page, so that a person can give them names. It loads nothing from anywhere.</summary>
public static class GroupPage
{
    private const int Shown = 8;

    /// <summary>The page.</summary>
    /// <param name="folder">The folder of the images.</param>
    /// <param name="index">What was found.</param>
    public static string Write(PhotoFolder folder, PhotoIndex index)
    {
        IEnumerable<string> groups = Groups(index).Select(group =>
        {
            var figures = new ImageFigures([.. group.Faces.Take(Shown).Select(one => new ImageFigure(CutOut(folder, one.Photo, one.Face))
            {
                Caption = one.Photo.File,
            })]);
            string more = group.Faces.Count > Shown ? $", {Shown} of them shown" : "";
            return $"<h2>{group.Number}</h2><p>{group.Faces.Count} faces{more}</p>{FaceHtml.Of(figures)}";
        });
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Groups of faces</title>
            <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
            <body style="font-family:system-ui;margin:24px"><h1>Groups of faces</h1>
            <p>Give one a name with <code>name FOLDER NUMBER NAME</code>; two groups of the same person may get the same name.</p>
            {string.Concat(groups)}</body></html>

            """;
    }

    /// <summary>The groups with their faces, by number.</summary>
    public static IEnumerable<(int Number, IReadOnlyList<(Photo Photo, PhotoFace Face)> Faces)> Groups(PhotoIndex index) =>
        from photo in index.Photos
        from face in photo.Faces
        where face.Group is not null
        group (photo, face) by face.Group!.Value into faces
        orderby faces.Key
        select (faces.Key, (IReadOnlyList<(Photo, PhotoFace)>)[.. faces]);

    private static Image CutOut(PhotoFolder folder, Photo photo, PhotoFace face)
    {
        Image image = Image.Load(folder[photo.File]);
        float margin = 0.3f * MathF.Max(face.Width, face.Height);
        var around = new Box(
            face.Left - margin, face.Top - margin, face.Left + face.Width + margin, face.Top + face.Height + margin);
        return image.Crop(around.ClipTo(image.Width, image.Height));
    }
}
