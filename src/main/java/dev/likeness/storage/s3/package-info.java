/** Bytes in any service that speaks S3, through the AWS SDK. */
@NullMarked
package dev.likeness.storage.s3;

import org.jspecify.annotations.NullMarked;
