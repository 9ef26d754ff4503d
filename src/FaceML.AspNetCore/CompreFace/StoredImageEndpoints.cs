namespace FaceML.AspNetCore.CompreFace;

/// <summary>Where CompreFace hands out the images of examples: none are stored here.</summary>
internal static class StoredImageEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("recognition/faces/{id:guid}/img", RefuseOfExample).RequireScope(FaceMLScope.Enroll);

        // This address has the key in its path, where logs keep it; so it is not even looked at.
        group.MapGet("static/{key}/images/{id:guid}", Refuse);
    }

    private static IResult RefuseOfExample(HttpContext http, Guid id, SubjectCollections collections)
    {
        collections.Of(http).RequireExample(id);
        return Refuse();
    }

    private static IResult Refuse() => throw new CompreFaceException(
        CompreFaceCode.ImageNotFound, "There is no image: examples are kept as embeddings alone.");
}
