using System.Data.Common;
using Npgsql;

namespace FaceML.Galleries.Postgres;

/// <summary>What the server or the connection says, as errors of galleries.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the connection is gone, so that another one may do.</summary>
    public static bool IsConnectionLost(Exception exception) => exception is PostgresException refused
        ? refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout
        : exception is NpgsqlException or IOException;

    public static GalleryException Explain(DbException exception, string location)
    {
        if (exception is not PostgresException refused)
        {
            return new(
                GalleryError.StoreUnavailable,
                $"The server of the gallery {location} cannot be reached: {exception.InnerException?.Message ?? exception.Message}",
                exception);
        }

        string said = refused.MessageText;
        (GalleryError error, string message) = refused.SqlState switch
        {
            PostgresErrorCodes.DiskFull => (
                GalleryError.StoreFull, $"There is no space left for the gallery {location}: nothing of the change was written."),
            PostgresErrorCodes.LockNotAvailable => (
                GalleryError.StoreUnavailable,
                $"The gallery {location} is held by another process for more than {PostgresGalleryStore.LockSeconds} s."),
            PostgresErrorCodes.InvalidCatalogName => (GalleryError.NotFound, $"There is no database for the gallery {location}: {said}."),
            PostgresErrorCodes.UniqueViolation => (GalleryError.AlreadyExists, $"The gallery {location} refuses the change: {said}."),
            PostgresErrorCodes.ReadOnlySqlTransaction => (
                GalleryError.StoreUnavailable, $"The gallery {location} is on a server that only reads, a replica: {said}."),
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidPassword
                or PostgresErrorCodes.InvalidAuthorizationSpecification => (
                GalleryError.StoreUnavailable, $"The server of the gallery {location} refuses the user: {said}."),
            PostgresErrorCodes.DataException => (GalleryError.InvalidEmbedding, $"The gallery {location} refuses an embedding: {said}."),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.DataCorrupted
                or PostgresErrorCodes.IndexCorrupted => (GalleryError.Damaged, $"The gallery {location} is damaged: {said}."),
            _ => (GalleryError.StoreUnavailable, $"The gallery {location} cannot be used: {said} ({refused.SqlState})."),
        };
        return new(error, message, exception);
    }
}
