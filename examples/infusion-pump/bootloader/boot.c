/* Bootloader 2.4.1: decides which program image starts. Unchanged since 2012; kept by the legacy route (LEG-1).
 * It is built and written to the flash memory by the factory, not by Cargo. */

#include <stdbool.h>
#include <stdint.h>

#define IMAGE_MAGIC 0x4C53504Du
#define IMAGE_MAX   (960u * 1024u)

typedef struct {
    uint32_t magic;
    uint32_t length;
    uint32_t crc;
    uint32_t counter;
    uint8_t  signature[64];
    uint8_t  reserved[176];
} image_header;

/* Mask ROM and flash driver. */
extern bool rom_verify_signature(const image_header *header, const uint8_t *image, uint32_t length);
extern uint32_t rom_crc32(const uint8_t *data, uint32_t length);
extern uint32_t otp_security_counter(void);
extern void otp_raise_security_counter(uint32_t counter);
extern void backup_buzzer_on(void);
extern void blink_forever(unsigned reason);
extern void jump_to(const uint8_t *image);

enum refusal { ACCEPTED = 0, NO_IMAGE = 1, TOO_LONG = 2, DAMAGED = 3, FOREIGN = 4, WITHDRAWN = 5 };

/* The order matters: nothing of the image is read before its length is known to fit. */
/* @implements SRS-INS-01 */
static enum refusal judge(const image_header *header, const uint8_t *image)
{
    if (header->magic != IMAGE_MAGIC) return NO_IMAGE;
    if (header->length == 0u || header->length > IMAGE_MAX) return TOO_LONG;
    if (rom_crc32(image, header->length) != header->crc) return DAMAGED;
    if (!rom_verify_signature(header, image, header->length)) return FOREIGN;
    return ACCEPTED;
}

/* @implements SRS-INS-02 */
static enum refusal judge_age(const image_header *header)
{
    return header->counter < otp_security_counter() ? WITHDRAWN : ACCEPTED;
}

/* Bank A, then bank B, then the dark pump with its buzzer on. */
/* @implements SRS-INS-03 */
void boot(const image_header *const banks[2])
{
    enum refusal last = NO_IMAGE;
    for (unsigned bank = 0u; bank < 2u; bank++) {
        const image_header *header = banks[bank];
        const uint8_t *image = (const uint8_t *)(header + 1);
        last = judge(header, image);
        if (last == ACCEPTED) last = judge_age(header);
        if (last == ACCEPTED) {
            otp_raise_security_counter(header->counter);
            jump_to(image);
        }
    }
    backup_buzzer_on();
    blink_forever((unsigned)last);
}
